"""Shapes that several nouns share."""

from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

from bursar.core.errors import Refused
from bursar.core.lines import is_name
from bursar.core.windows import Place, Window

T = TypeVar("T")


def whole(text: str) -> str:
    """No NUL and no half of a character: no database keeps them."""
    text.encode()
    if "\0" in text:
        raise ValueError("a text holds no NUL")
    return text


def called(text: str) -> str:
    """The same rule as on the pages: a program writes nothing into our mails that a form would not."""
    if not is_name(text):
        raise ValueError("a name is one line of text, without an address of a page")
    return whole(text)


def _email(text: str) -> str:
    """The same rule as on the pages: no mail is sent to what is no address."""
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError("this is no e-mail address") from error
    return text


def _within(instant: datetime) -> datetime:
    """Far from both ends of the calendar, where time zones and last days fall off."""
    if not FIRST <= instant.year <= LAST:
        raise ValueError(f"choose an instant between {FIRST} and {LAST}")
    return instant


FIRST, LAST = 1990, 2199  # as on the pages
Instant = Annotated[AwareDatetime, AfterValidator(_within)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True), AfterValidator(called)]
Text = Annotated[str, StringConstraints(max_length=500), AfterValidator(whole)]
Uid = Annotated[str, StringConstraints(max_length=40), AfterValidator(whole)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), AfterValidator(_email)]
Language = Annotated[str, StringConstraints(pattern="^(en|fr)$")]


class Given(Schema):
    """What a program sends; a member that we do not know is refused: it may have meant something."""

    model_config = ConfigDict(extra="forbid")


class Invitee(Schema):
    """Whom to invite."""

    email: Email
    first_name: Name
    last_name: Name
    language: Language = "en"


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

    valid_from: Instant | None = None
    valid_until: Instant | None = None


def behind(mark: str) -> Place:
    """Where a program reads on: never at the beginning again, when nothing is left."""
    return Place(mark, is_strict=True)


def onward(found: Window[Any]) -> str | None:
    """What goes into `after` for the next page. Raises Refused when this page's own `after` is no row's any more."""
    if found.is_lost:
        text = _("What this page was to follow is no longer in the list. Read the list from its beginning.")
        raise Refused("place_gone", text, field="after")
    return found.after or None


def someone(person: object) -> Someone:
    """Of a row of a person."""
    return Someone(uid=person.uid, name=person.name, email=person.email)  # type: ignore[attr-defined]
