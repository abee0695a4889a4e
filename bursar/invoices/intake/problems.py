"""What is wrong with a file and where: every problem is collected, none stops the reading of the rest."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bursar.core.errors import Refused

MOST = 500  # more than anybody reads; the count goes on


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line and column of a text, or the JSON pointer (RFC 6901) of a value."""

    line: int = 0
    column: int = 0
    name: str = ""  # of the column
    pointer: str = ""

    def __str__(self) -> str:
        if self.pointer:
            return self.pointer
        if not self.line:
            return _("file")
        if not self.column:
            return _("line %(line)s") % {"line": self.line}
        where = _("line %(line)s, column %(column)s") % {"line": self.line, "column": self.column}
        return f"{where} ({self.name})" if self.name else where


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words."""

    place: Place
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    def as_json(self) -> dict[str, object]:
        """For programs: the place in parts, the stable code, the words."""
        place: dict[str, object] = {"pointer": self.place.pointer} if self.place.pointer else {"line": self.place.line}
        if self.place.column:
            place |= {"column": self.place.column, "name": self.place.name}
        return {**place, "code": self.code, "message": self.message}


@dataclass
class Problems:
    """The problems of a file, in the order in which they were found."""

    found: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, place: Place, code: str, message: str) -> None:
        """Note a problem."""
        self.count += 1
        if len(self.found) < MOST:
            self.found.append(Problem(place, code, message))

    def __bool__(self) -> bool:
        return self.count > 0


class FileRefused(Refused):
    """The file has problems and nothing of it was taken in; `problems` has them all, in the file's order."""

    def __init__(self, problems: Problems) -> None:
        words = _("The file has %(count)s problems. Nothing was taken in.")
        if problems.count == 1:
            words = _("The file has one problem. Nothing was taken in.")
        super().__init__("file_refused", words % {"count": problems.count})
        self.count = problems.count
        self.problems = sorted(problems.found, key=lambda p: (p.place.line, p.place.column))
