"""Who is let in to My account (everybody who is signed in), its navigation and frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.grants.queries import Holdings, holdings
from bursar.lifecycle.queries import open_invitations_for
from bursar.portals.addresses import address
from bursar.portals.frame import Frame, NavItem, apps_anywhere, mark_current

View = Callable[..., HttpResponse]


def page(view: View) -> View:
    """Let a view be reached by whoever is signed in; it is given what the person holds, everywhere."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
            return HttpResponseRedirect(address("public:sign-in") + back)
        mine = holdings(request.user.pk)
        request.frame = _frame(request, mine)  # type: ignore[attr-defined]
        return view(request, mine, **kwargs)

    return guarded


def actor(request: HttpRequest) -> Actor:
    """The signed-in person at this door."""
    return Actor.person(int(request.user.pk or 0), door="me", address=request.META.get("REMOTE_ADDR", ""))


def _frame(request: HttpRequest, mine: Holdings) -> Frame:
    return Frame(
        portal="me",
        portal_name=_("My account"),
        person=request.user,
        nav=mark_current(_nav(request), request.path),
        apps=apps_anywhere(mine.anywhere),
    )


def _nav(request: Any) -> list[NavItem]:
    waiting = len(open_invitations_for(request.user))
    return [
        NavItem(_("Overview"), address("me:home"), "home", count=waiting or None),
        NavItem(_("My access"), address("me:access"), "key"),
        NavItem(_("My requests"), address("me:requests"), "inbox"),
        NavItem(_("Profile and language"), address("me:profile"), "user-circle"),
        NavItem(_("Sign-in and security"), address("me:security"), "lock-closed"),
        NavItem(_("API tokens"), address("me:token-list"), "command-line"),
    ]
