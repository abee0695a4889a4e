"""A small load generator for the loopback: so many connections, kept open, each asking again once it was answered."""

import asyncio
import time
from dataclasses import dataclass, field

CONNECTIONS = 32


@dataclass
class Load:
    """What came of it."""

    seconds: float
    answers: int = 0
    other: int = 0  # answers that were not 200
    waits: list[float] = field(default_factory=list)  # seconds from the question to the last byte
    own_cpu: float = 0.0  # seconds of CPU that the generator itself took from the site

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.answers / self.seconds

    @property
    def slow_ms(self) -> float:
        """Milliseconds within which 95 of 100 were answered."""
        return 1000 * sorted(self.waits)[len(self.waits) * 95 // 100]


def load(port: int, address: str, cookie: str, seconds: float, *, is_warming: bool = False) -> Load:
    """Ask for one page for so many seconds. Raises ValueError when nothing was answered with 200 and it counts."""
    found = Load(seconds)
    began = time.process_time()
    asyncio.run(_all(found, port, _question(address, cookie), time.monotonic() + seconds))
    found.own_cpu = time.process_time() - began
    if not is_warming and (not found.answers or found.other):
        raise ValueError(f"{address}: {found.answers} answers with 200, {found.other} with something else")
    return found


def _question(address: str, cookie: str) -> bytes:
    return (
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nAccept: text/html\r\n"
        "Accept-Language: en\r\nUser-Agent: bench\r\n\r\n"
    ).encode()


async def _all(found: Load, port: int, question: bytes, until: float) -> None:
    await asyncio.gather(*(_one(found, port, question, until) for _ in range(CONNECTIONS)))


async def _one(found: Load, port: int, question: bytes, until: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    try:
        while (began := time.monotonic()) < until:
            writer.write(question)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
            if b" 200 " not in head.split(b"\r\n")[0] + b" ":
                found.other += 1
            elif time.monotonic() < until:
                found.answers += 1
                found.waits.append(time.monotonic() - began)
    finally:
        writer.close()
