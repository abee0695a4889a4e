"""How much memory a program had."""

import resource
from pathlib import Path


def peak_megabytes() -> int:
    """The most that this process, or one that it began and that has ended, had in memory at any time.

    By `VmHWM` of proc(5): `ru_maxrss` of a process begins with what the one had that began it, and hides the rest.
    """
    return int(max(peak_of("self"), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))


def peak_of(pid: str) -> float:
    """The most megabytes that a process that goes on had at any time; `self` is this one."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
