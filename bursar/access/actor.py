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
    """Who acts (kind and id), through which door, from which address. Never None: a job is an actor too.

    A token acts for its `owner` (a person, or None for one of the installation), with no more than its `scopes` and, if
    `within` names an account, nowhere else.
    """

    kind: ActorKind
    id: int | None
    door: str
    address: str = ""
    owner: int | None = None
    scopes: frozenset[str] | None = None
    within: int | None = None

    @property
    def person_id(self) -> int | None:
        """The id of the person who acts or for whom a token acts; None for a job, the operator, the installation."""
        return self.id if self.kind is ActorKind.PERSON else self.owner

    def has_scope(self, scope: str) -> bool:
        """Whether nothing but rights stands between the actor and `scope`: always, for all but tokens."""
        return self.scopes is None or scope in self.scopes

    def reaches(self, account: int) -> bool:
        """Whether the actor may be used in the account (by its id) at all."""
        return self.within is None or self.within == account

    @classmethod
    def person(cls, person_id: int, *, door: str, address: str = "") -> "Actor":
        """A person who is signed in."""
        return cls(ActorKind.PERSON, person_id, door, address)

    @classmethod
    def token(
        cls,
        token_id: int,
        *,
        owner: int | None,
        scopes: frozenset[str],
        within: int | None = None,
        door: str = "api",
        address: str = "",
    ) -> "Actor":
        """A program, by the token it showed."""
        return cls(ActorKind.TOKEN, token_id, door, address, owner, scopes, within)

    @classmethod
    def operator(cls, operator_id: int, *, door: str = "command_line") -> "Actor":
        """The vendor's staff, known by the name they gave at the command line."""
        return cls(ActorKind.OPERATOR, operator_id, door)

    @classmethod
    def job(cls, name: str) -> "Actor":
        """A job of ours, such as the mail sender or a provider's notice."""
        return cls(ActorKind.JOB, None, name)
