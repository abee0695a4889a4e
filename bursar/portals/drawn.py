"""Parts that lists draw in every row, as functions: a macro of Jinja2 costs several times as much, and a page has
hundreds of them. Templates know them as `ui.badge`, `ui.avatar` and `ui.person`."""

from typing import Any

from markupsafe import Markup

from bursar.portals.escaping import escaped


def badge(label: str, tone: str = "neutral") -> Markup:
    """A word in a coloured pill."""
    return Markup(f'<span class="badge badge--{tone}">{escaped(label)}</span>')  # noqa: S704  # escaped above


def avatar(who: Any, size: str = "") -> Markup:
    """Initials in a circle: `who` has a name, initials and an address; `size` is small, large or empty."""
    return Markup(_avatar(who, who.name or who.email or "", size))  # noqa: S704  # escaped there


def person(who: Any, url: str | None = None, note: str | None = None) -> Markup:
    """Avatar, name (as a link, with `url`) and below it the note or else the address."""
    name = who.name or who.email
    below = note or (who.email if who.email != name else "")
    head = f'<a class="person__name" href="{escaped(url)}">' if url else '<span class="person__name">'
    tail = f'<span class="person__note">{escaped(below)}</span>' if below else ""
    return Markup(  # noqa: S704  # every piece is escaped
        f'<span class="person">{_avatar(who, name)}<span class="person__text">'
        f"{head}{escaped(name)}{'</a>' if url else '</span>'}{tail}</span></span>"
    )


def _avatar(who: Any, name: str, size: str = "") -> str:
    shape = f"avatar avatar--{size} avatar--{len(name) % 6}" if size else f"avatar avatar--{len(name) % 6}"
    return f'<span class="{shape}" aria-hidden="true">{escaped(who.initials or name[:1].upper() or "?")}</span>'
