"""Which process stages an import, and whether it is no more: known at once if it ran here, by its silence elsewhere."""

import os
import socket
from datetime import timedelta
from pathlib import Path

from bursar.core import clock
from bursar.invoices.models import ImportRun

# An import says at each piece that it goes on. One that was silent for so long was killed, wherever it ran.
SILENCE = timedelta(minutes=2)
_PROCESSES = Path("/proc")


def this_process() -> str:
    """This machine, the processes that it shows us (another container's are others), and which of them we are."""
    return f"{_place()} {os.getpid()}"


def is_gone(run: ImportRun) -> bool:
    """Whether the process that stages an import has ended without saying so."""
    if run.at < clock.now() - SILENCE:
        return True
    place, _space, process = run.held_by.rpartition(" ")
    is_here = place == _place() and (_PROCESSES / str(os.getpid())).exists()
    return is_here and not (_PROCESSES / process).exists()


def _place() -> str:
    try:
        shown = os.readlink(_PROCESSES / "self" / "ns" / "pid")
    except OSError:  # no Linux
        shown = ""
    return f"{socket.gethostname()[:60]} {shown}"
