"""Shapes that several nouns share."""

from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

T = TypeVar("T")


def _whole(text: str) -> str:
    """No NUL and no half of a character: no database keeps them."""
    text.encode()
    if "\0" in text:
        raise ValueError("a text holds no NUL")
    return text


Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True), AfterValidator(_whole)]
Text = Annotated[str, StringConstraints(max_length=500), AfterValidator(_whole)]
Uid = Annotated[str, StringConstraints(max_length=40), AfterValidator(_whole)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), AfterValidator(_whole)]
Language = Annotated[str, StringConstraints(pattern="^(en|fr)$")]


class Given(Schema):
    """What a program sends; a member that we do not know is refused: it may have meant something."""

    model_config = ConfigDict(extra="forbid")


class Page(Schema, Generic[T]):
    """Some of the items, in a stable order; `next` goes into `after` for those that follow, null at the end."""

    items: list[T]
    next: str | None = Field(None, description="The value of `after` for the next page.")


class Someone(Schema):
    """A person, as far as the caller may see them."""

    uid: str
    name: str
    email: str


class Until(Schema):
    """A period: from an instant, to one or for good."""

    valid_from: AwareDatetime | None = None
    valid_until: AwareDatetime | None = None


def someone(person: object) -> Someone:
    """Of a row of a person."""
    return Someone(uid=person.uid, name=person.name, email=person.email)  # type: ignore[attr-defined]
