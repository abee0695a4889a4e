"""PDFs are taken apart in a process apart, with little memory and little time: a few packed bytes can unfold into
gigabytes in more ways than can be seen from without. One waits beside each of ours that ever read one."""

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from threading import Lock, Timer

from bursar.invoices.formats.nodes import UnreadableError

SECONDS = 20.0  # the most for one PDF, then it is given up
_ROOT = Path(__file__).parents[3]
_KEPT = ("PATH", "LD_LIBRARY_PATH")
_PROGRAM = "import sys; sys.path[:0] = sys.argv[1:]; from bursar.invoices.formats.pdf_parts import main; main()"
HEAD = struct.Struct(">cQ")  # what is asked or answered, and how many bytes follow


def asked(what: bytes, content: bytes) -> bytes:
    """What `pdf_parts` answers. Raises UnreadableError with its code; too_large where memory or time was over."""
    return _reader(os.getpid()).ask(what, content)


@lru_cache(1)
def _reader(_process: int) -> "_Reader":
    """That of this process: after a fork it is another."""
    return _Reader()


class _Reader:
    """The process beside, begun when it is needed and again after it died."""

    def __init__(self) -> None:
        self._lock, self._process = Lock(), os.getpid()
        self._beside: subprocess.Popen[bytes] | None = None
        atexit.register(self._end)

    def ask(self, what: bytes, content: bytes) -> bytes:
        """One after another."""
        with self._lock:
            beside = self._beside
            if beside is None or beside.poll() is not None:
                self._end()
                beside = self._beside = _begun()
            patience = Timer(SECONDS, beside.kill)
            patience.start()
            try:
                kind, said = _spoken(beside, what, content)
            finally:
                patience.cancel()
            refusal = UnreadableError(*json.loads(said)) if kind == b"e" else None
            if refusal is not None and refusal.code == "too_large":
                self._end()  # what that took may not come back: another begins anew
        if refusal is not None:
            raise refusal
        return said

    def _end(self) -> None:
        beside, self._beside = self._beside, None
        if beside is not None and self._process == os.getpid():
            beside.kill()
            beside.communicate()


def _begun() -> "subprocess.Popen[bytes]":
    # Nothing of ours but these lines and where modules are: neither settings nor secrets go with it.
    command = [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT), *sys.path]
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603  # no shell, no word of anybody's
        command, env=kept, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
    )


def _spoken(beside: "subprocess.Popen[bytes]", what: bytes, content: bytes) -> tuple[bytes, bytes]:
    asking, answering = beside.stdin, beside.stdout
    if asking is None or answering is None:
        raise ValueError("a process beside has pipes")
    try:
        asking.write(HEAD.pack(what, len(content)))
        asking.write(content)
        asking.flush()
        kind, length = HEAD.unpack(answering.read(HEAD.size))
        said = answering.read(length)
        if len(said) == length:
            return kind, said
    except (OSError, struct.error):
        pass  # it died of what it was given
    raise UnreadableError("too_large" if beside.wait() == -signal.SIGKILL else "bad_pdf")
