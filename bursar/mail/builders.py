"""Who knows how to word each kind of mail: builders registered by the rooms, called when the mail is sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bursar.mail.models import OutboxMail


@dataclass(frozen=True)
class Letter:
    """What a builder gives the sender: the address, the reader's language, a template and what it needs.

    `template` names `mail/<template>.subject.txt`, `.txt` and `.html`. `attachments` are (name, bytes, media type).
    """

    to_address: str
    language: str
    template: str
    context: dict[str, Any]
    attachments: list[tuple[str, bytes, str]] = field(default_factory=list)
    others: tuple[str, ...] = ()  # who is in To beside the first: they see one another
    stop_token: str = ""  # of the page where one of them is stopped (RFC 2369)


# None means that there is nothing to tell any more (an invitation revoked in between, a person erased).
Builder = Callable[[OutboxMail], Letter | None]
_builders: dict[str, Builder] = {}


def builds(*kinds: str) -> Callable[[Builder], Builder]:
    """Register the decorated function as the builder of these kinds of mail. Raises ValueError for a second one."""

    def register(builder: Builder) -> Builder:
        for name in kinds:
            if name in _builders:
                raise ValueError(f"mail kind built twice: {name}")
            _builders[name] = builder
        return builder

    return register


def builder_of(kind: str) -> Builder:
    """The builder of a kind. Raises KeyError when nobody registered one."""
    return _builders[kind]


def all_kinds() -> frozenset[str]:
    """Every kind of mail that somebody can word."""
    return frozenset(_builders)
