"""What no browser sends by itself: odd values, fields twice or missing, odd bodies, headers, cookies and methods."""

from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote_plus

from tests.fuzz.oddities import FILES, HEADERS, METHODS, TYPES, VALUES
from tests.fuzz.pages import Pairs

LARGE = 2_200_000  # bytes: more than a form may have
BOUNDARY = "frontier"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Request:
    """One request as it goes out."""

    method: str
    address: str
    body: bytes = b""
    content_type: str = FORM
    headers: dict[str, str] = field(default_factory=dict)


def spoiled(pairs: Pairs, rng: Random, known: list[str]) -> Pairs:
    """The same form with up to three things wrong: a value, a name, twice, missing, somebody else's id."""
    pairs = list(pairs)
    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(len(pairs) + 1)
        name = pairs[at][0] if at < len(pairs) else rng.choice(("next", "uid", "page", "q", rng.choice(VALUES)))
        value = rng.choice(known) if known and rng.random() < 0.3 else rng.choice(VALUES)
        pairs[at : at + 1] = rng.choice(([(name, value)], [(name, value)], [], [*pairs[at : at + 1], (name, value)]))
    if rng.random() < 0.01:
        pairs += [(f"field{number}", "x") for number in range(5000)]
    return pairs


def encoded(pairs: Pairs) -> bytes:
    """As a browser encodes a form, halves of characters included."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode()


def multipart(pairs: Pairs, rng: Random) -> bytes:
    """The same as a form with files, among them one nobody asked for."""
    parts = [_part(f'name="{name}"', value) for name, value in pairs]
    parts.append(_part(f'name="file"; filename="{rng.choice(FILES)}"', rng.choice(VALUES)))
    end = rng.choice((f"--{BOUNDARY}--\r\n", "", f"--{BOUNDARY}"))
    return ("".join(parts) + end).encode("utf-8", "surrogatepass")


def disguised(request: Request, pairs: Pairs, rng: Random) -> Request:
    """The same request with an odd body, header or method."""
    how = rng.randrange(4)
    if how == 0:
        request.body, request.content_type = multipart(pairs, rng), f"multipart/form-data; boundary={BOUNDARY}"
    elif how == 1:
        request.content_type = rng.choice(TYPES)
        request.body = rng.choice((request.body, rng.randbytes(40), b"{", b"[1,2", b"<a/>", b"a=" + b"b" * LARGE))
    elif how == 2:
        name, values = rng.choice(HEADERS)
        request.headers[name] = rng.choice(values)
    else:
        request.method = rng.choice(METHODS)
    return request


def _quoted(text: str) -> str:
    return quote_plus(text, errors="surrogatepass")


def _part(about: str, value: str) -> str:
    return f"--{BOUNDARY}\r\nContent-Disposition: form-data; {about}\r\n\r\n{value}\r\n"
