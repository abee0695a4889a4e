"""PDFs written byte by byte, as no program writes them: what stands where, and streams that unfold without end."""

import zlib

PAGES = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << >> %b >>"


def raw_pdf(catalog: bytes = b"", page: bytes = b"", objects: bytes = b"", found_in: int = 0) -> bytes:
    """A PDF of one page with more in its catalog and its page. Object 3 is given as it stands; object 9 is said to be
    `found_in` that stream of objects."""
    made = {1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog, 2: PAGES, 4: PAGE % page}
    if objects:
        made[3] = objects
    out, rows = b"%PDF-1.7\n", {0: bytes(7)}
    for number, body in sorted(made.items()):
        rows[number] = b"\x01" + len(out).to_bytes(4) + bytes(2)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    if found_in:
        rows[9] = b"\x02" + found_in.to_bytes(4) + bytes(2)
    rows[10] = b"\x01" + len(out).to_bytes(4) + bytes(2)
    table = b"".join(rows.get(number, bytes(7)) for number in range(11))
    head = b"/Type /XRef /Size 11 /W [1 4 2] /Root 1 0 R"
    return out + b"10 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(head, table), len(out))


def stream(head: bytes, content: bytes, after: bytes = b"\n") -> bytes:
    """A stream with its dictionary."""
    return b"<< %b /Length %d >>\nstream%b%b\nendstream" % (head, len(content), after, content)


def folded(megabytes: int, beginning: bytes = b"") -> bytes:
    """Spaces, packed a thousand times smaller."""
    packer = zlib.compressobj(9)
    pieces = [packer.compress(beginning), *(packer.compress(b" " * 1_000_000) for _ in range(megabytes))]
    return b"".join(pieces) + packer.flush()


def lzw(megabytes: int) -> bytes:
    """The same by LZW: each code stands for one space more than the one before."""
    bits = count = total = 0
    out = bytearray()

    def put(code: int, width: int) -> None:
        nonlocal bits, count
        bits, count = (bits << width) | code, count + width
        while count >= 8:
            count -= 8
            out.append(bits >> count & 255)
            bits &= (1 << count) - 1

    while total < megabytes * 1_000_000:
        put(256, 12 if total else 9)
        put(32, 9)
        for code in range(258, 4094):
            put(code, max(9, (code + 1).bit_length()))
            total += code - 256
    put(257, 12)
    return bytes([*out, bits << (8 - count) & 255])
