"""The doors of the portals: who is let in to a page, with which right, after which proof."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from bursar.access.actor import Actor
from bursar.access.permissions import BILLING, Permission
from bursar.audit.recording import record_refusal
from bursar.core import clock
from bursar.grants import queries as grants
from bursar.grants.queries import Access
from bursar.portals.addresses import address, why_address
from bursar.portals.frame import Frame, Nav, apps, mark_current

View = Callable[..., HttpResponse]
Refusal = Callable[[HttpRequest, Access], HttpResponse]


_TO_ENTER = {
    "admin": Permission.ADMIN_PORTAL_ENTER,
    "billing": Permission.BILLING_PORTAL_ENTER,
    "pbx": Permission.PBX_ENTER,
}


_SAFE = {"GET", "HEAD", "OPTIONS"}
_RECORDED = {*BILLING, Permission.PBX_PERMISSION_MANAGE}  # rights over bills, and over who holds them


@dataclass(frozen=True)
class Door:
    """A portal's door: its key in addresses, its name, the right to enter, its navigation and its refusal page."""

    key: str
    name: Any  # lazy translation
    enter: Permission
    nav: Nav
    refusal: Refusal

    def page(self, to: Permission) -> Callable[[View], View]:
        """Let a view be reached by those who have entered and hold `to`; it is given the access it was granted.

        Anonymous or not entered: to the portal's sign-in page, whether or not there is such an account. Without a tie
        to the account: 404. Without the right to enter: the refusal page. Without `to`: 403 with the reason.
        """

        def decorate(view: View) -> View:
            @wraps(view)
            def guarded(request: HttpRequest, number: str, **kwargs: Any) -> HttpResponse:
                if not request.user.is_authenticated:
                    return self.to_sign_in(request, number)
                access = grants.access(actor_of(request, self.key), number)
                if not access.may(self.enter):
                    _note_refused(request, access, to, self.key)
                    return self.refusal(request, access)
                if not has_entered(request, self.key, number):
                    return self.to_sign_in(request, number)
                if not access.may(to):
                    _note_refused(request, access, to, self.key)
                    raise grants.lacks(access.account, to)
                request.frame = self.frame(request, access)  # type: ignore[attr-defined]
                return view(request, access, **kwargs)

            return guarded

        return decorate

    def frame(self, request: HttpRequest, access: Access) -> Frame:
        """What the layout shows around a page of this portal."""
        number = access.account.number
        return Frame(
            portal=self.key,
            portal_name=str(self.name),
            person=request.user,
            account_name=access.account.name,
            account_url=address(f"{self.key}:overview", number=number),
            switch_url=address(f"{self.key}:home") if _has_choice(request, self.key) else "",
            leave_url=address(f"{self.key}:leave", number=number),
            why_url=why_address(number),
            time_zone=access.account.time_zone,
            nav=mark_current(self.nav(access), request.path),
            apps=apps(access.held, number, self.key, by_role=access.goes_by_role),
        )

    def to_sign_in(self, request: HttpRequest, number: str) -> HttpResponse:
        """To this portal's sign-in page, and back to where one wanted to go."""
        target = address(f"{self.key}:account-sign-in", number=number)
        back = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{target}?{back}" if back else target)


def _note_refused(request: HttpRequest, access: Access, to: Permission, door: str) -> None:
    """Record an attempt on bills or grants that the door itself refuses (rule 13); looking is no attempt (rule 15)."""
    if request.method not in _SAFE and to in _RECORDED:
        record_refusal(
            actor_of(request, door), to.replace(":", "_"), grants.lacks(access.account, to), access.account.pk
        )


def actor_of(request: HttpRequest, door: str) -> Actor:
    """The signed-in person as an actor at this door."""
    return Actor.person(int(request.user.pk or 0), door=door, address=request.META.get("REMOTE_ADDR", ""))


def has_entered(request: HttpRequest, door: str, number: str) -> bool:
    """Whether this session has entered this portal of this account."""
    return f"{door}:{number}" in request.session.get("entered", {})


def mark_entered(request: HttpRequest, door: str, number: str) -> None:
    """Note that this session has entered this portal of this account."""
    key = f"{door}:{number}"
    request.session["entered"] = {**request.session.get("entered", {}), key: clock.now().isoformat()}
    request.session["left"] = [left for left in request.session.get("left", []) if left != key]
    choice = len(grants.accounts_where(int(request.user.pk or 0), _TO_ENTER[door])) > 1
    request.session["has_choice"] = {**request.session.get("has_choice", {}), door: choice}


def _has_choice(request: HttpRequest, door: str) -> bool:
    """Whether there is another account to change to, as it was on entering: pages do not ask again."""
    return bool(request.session.get("has_choice", {}).get(door, True))


def mark_left(request: HttpRequest, door: str, number: str) -> None:
    """Note that the portal was left on purpose: the next entry wants the password."""
    key = f"{door}:{number}"
    request.session["entered"] = {k: at for k, at in request.session.get("entered", {}).items() if k != key}
    request.session["left"] = [*(left for left in request.session.get("left", []) if left != key), key]


def needs_password(request: HttpRequest, door: str, number: str) -> bool:
    """Whether entering asks for the password: the last proof is too old, or the portal was left on purpose."""
    proofs = request.session.get("account_authentication_methods", [])  # allauth's own record
    last = max((float(proof.get("at", 0)) for proof in proofs), default=0.0)
    oldest = clock.now() - timedelta(hours=settings.PROOF_AGE_HOURS)
    return datetime.fromtimestamp(last, UTC) < oldest or f"{door}:{number}" in request.session.get("left", [])
