"""What the overview warns of: late invoices, a lonely administrator, what waits for somebody, cards that expire."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.billing.queries import Glance
from bursar.core.days import format_instant
from bursar.core.money import format_money
from bursar.grants.queries import Access
from bursar.invoices.figures import Balance
from bursar.payments.purse import Expiring, Purse
from bursar.portals.addresses import address


@dataclass(frozen=True)
class Alert:
    """A notice with the way on; without an address there is nothing that the reader could do."""

    tone: str
    title: str
    text: str
    url: str = ""
    link: str = ""


def warnings(access: Access, balances: list[Balance], portal: Glance, own: Purse) -> list[Alert]:
    """Everything that this reader should know of, the most pressing first."""
    people = [*_administrators(access, portal.lasting), *_requests(access, portal.requests)]
    return [*_late(access, balances), *people, *_autopay(access, own.confirm_by), *_methods(access, own.expiring)]


def _late(access: Access, balances: list[Balance]) -> list[Alert]:
    url = _address(access, "billing:invoice-list")
    found = []
    for balance in balances:
        if balance.overdue:
            count = balance.overdue_count
            title = ngettext("%(count)s invoice is overdue", "%(count)s invoices are overdue", count)
            amount = format_money(balance.overdue, balance.currency, get_language() or "en")
            text = _("%(amount)s should have been paid already.") % {"amount": amount}
            found.append(Alert("bad", title % {"count": count}, text, url, _("See open invoices")))
    return found


def _administrators(access: Access, lasting: int) -> list[Alert]:
    """A portal with one Full administrator left says so and suggests a second (rule 5)."""
    if not lasting and access.goes_by_role:
        text = _(
            "No active Super admin is left, and the portal goes by role. The operator of this installation can help."
        )
        return [Alert("bad", _("This portal has no administrator"), text)]
    if not lasting:
        text = _("Nobody holds the level Full any more. The operator of this installation can appoint somebody.")
        return [Alert("bad", _("This portal has no administrator"), text)]
    if lasting > 1 or not access.may(Permission.BILLING_ADMIN_MANAGE):
        return []
    if access.goes_by_role:
        text = _("If that person leaves or is away, nobody can let others in. Make a second person Super admin.")
        url = _address(access, "admin:person-list")
        return [Alert("warn", _("Only one Super admin holds this portal"), text, url, _("People"))]
    text = _("If that person leaves or is away, nobody can let others in. Add a second one with the level Full.")
    url = _address(access, "billing:administrator-add")
    return [Alert("warn", _("Only one Full administrator is left"), text, url, _("Add a billing administrator"))]


def _requests(access: Access, count: int) -> list[Alert]:
    if not count or access.goes_by_role or not access.may(Permission.BILLING_ADMIN_MANAGE):
        return []
    title = ngettext("%(count)s access request waits for you", "%(count)s access requests wait for you", count)
    text = _("Somebody of the account asks to enter the billing portal. Grant it, or decline with a word.")
    url = _address(access, "billing:administrators")
    return [Alert("info", title % {"count": count}, text, url, _("Manage billing administrators"))]


def _autopay(access: Access, confirm_by: datetime | None) -> list[Alert]:
    if confirm_by is None:
        return []
    when = format_instant(confirm_by, access.account.time_zone, get_language())
    title = _("Automatic payment stops on %(time)s unless somebody confirms it") % {"time": when}
    text = _("Whoever authorised it can no longer pay invoices here.")
    return [Alert("warn", title, text, _address(access, "billing:method-list"), _("Payment methods"))]


def _methods(access: Access, expiring: list[Expiring]) -> list[Alert]:
    url, found = _address(access, "billing:method-list"), []
    for card in expiring:
        words = (
            _("The %(brand)s card ending in %(digits)s has expired")
            if card.is_expired
            else _("The %(brand)s card ending in %(digits)s expires soon")
        )
        name = {"brand": card.brand.title(), "digits": card.last_digits}
        text = _("Nothing can be charged to it: add another one.") if card.is_expired else _("Add another one in time.")
        found.append(Alert("warn", words % name, text, url, _("Payment methods")))
    return found


def _address(access: Access, name: str) -> str:
    return address(name, number=access.account.number)
