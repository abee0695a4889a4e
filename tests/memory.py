"""How much memory a program of a test had."""

import resource
from pathlib import Path


def peak_megabytes() -> int:
    """The most that this process, or one that it began and that has ended, had in memory at any time.

    By `VmHWM` of proc(5): `ru_maxrss` of a process begins with what the one had that began it, and hides the rest.
    """
    status = Path("/proc/self/status").read_text().splitlines()
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024
