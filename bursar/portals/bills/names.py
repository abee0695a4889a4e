"""Names of files made of what others wrote: no path, no sign that means something to a shell, a header or a system."""

from collections.abc import Iterator

LONGEST = 80
# Names that Windows keeps for devices.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def safe(text: str, ending: str) -> str:
    """`text` as the name of a file: letters and digits of ASCII, and `-_.` between them."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in text[:LONGEST]).strip("-_.")
    while ".." in kept:
        kept = kept.replace("..", ".")
    if not kept or kept.partition(".")[0].lower() in _DEVICES:
        kept = f"document-{kept}".rstrip("-")
    return f"{kept}.{ending}"


class Names:
    """Names in one folder: the second of two that a system takes for one gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, text: str, ending: str) -> str:
        """A name that nothing else in the folder has."""
        name = next(each for each in self._tries(text, ending) if each.lower() not in self._taken)
        self._taken.add(name.lower())
        return name

    def _tries(self, text: str, ending: str) -> Iterator[str]:
        first = safe(text, ending)
        yield first
        stem = first[: -len(ending) - 1]
        for number in range(2, len(self._taken) + 3):
            yield f"{stem}-{number}.{ending}"
