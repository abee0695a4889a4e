"""Who does something: a person, an API token, the operator at the command line, or a job of ours."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """The four kinds of actor."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105  # a kind of actor, no secret
    OPERATOR = "operator"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts (kind and id), through which door, from which address. Never None: a job is an actor too."""

    kind: ActorKind
    id: int | None
    door: str
    address: str = ""

    @property
    def person_id(self) -> int | None:
        """The id of the person who acts, or None for a job or the operator."""
        return self.id if self.kind is ActorKind.PERSON else None

    @classmethod
    def person(cls, person_id: int, *, door: str, address: str = "") -> "Actor":
        """A person who is signed in."""
        return cls(ActorKind.PERSON, person_id, door, address)

    @classmethod
    def operator(cls, operator_id: int, *, door: str = "command_line") -> "Actor":
        """The vendor's staff, known by the name they gave at the command line."""
        return cls(ActorKind.OPERATOR, operator_id, door)

    @classmethod
    def job(cls, name: str) -> "Actor":
        """A job of ours, such as the mail sender or a provider's notice."""
        return cls(ActorKind.JOB, None, name)
