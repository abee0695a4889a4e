"""How often a token may be used: counted by each serving process for itself, so that counting writes nothing."""

import time
from dataclasses import dataclass
from threading import Lock

from django.conf import settings

WINDOW_SECONDS = 60


@dataclass(frozen=True)
class Left:
    """What is left of a token's window: uses in all, how many remain, and seconds until it starts anew."""

    most: int
    remaining: int
    seconds: int
    is_over: bool


class Uses:
    """Uses of each key within the present window of a minute."""

    def __init__(self) -> None:
        self._window = 0
        self._counts: dict[str, int] = {}
        self._lock = Lock()

    def count(self, key: str) -> Left:
        """One more."""
        most = settings.API_USES_PER_MINUTE
        now = time.monotonic()
        with self._lock:
            if int(now // WINDOW_SECONDS) != self._window:
                self._window = int(now // WINDOW_SECONDS)
                self._counts.clear()
            count = self._counts[key] = self._counts.get(key, 0) + 1
        return Left(most, max(most - count, 0), WINDOW_SECONDS - int(now % WINDOW_SECONDS), count > most)


USES = Uses()
