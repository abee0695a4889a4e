"""The first page of the admin portal: who one is here, what needs attention, and the way to the bills."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.accounts.queries import membership, person_by_id
from bursar.accounts.queries.groups import forest
from bursar.accounts.queries.invitations import member_invitations
from bursar.accounts.queries.people import people_count
from bursar.accounts.words import role_label
from bursar.audit.kinds import Area
from bursar.audit.queries import activity
from bursar.billing.queries import is_waiting
from bursar.core import clock
from bursar.grants.queries import Access, permission_label
from bursar.portals.activity import rows
from bursar.portals.admin.door import billing_url, page
from bursar.portals.admin.pages import show

P = Permission
# What somebody may do here, in the order of the navigation.
SHOWN = (P.MEMBER_VIEW, P.MEMBER_MANAGE, P.ADMIN_MANAGE, P.GROUP_MANAGE, P.ROLE_MANAGE, P.ACCOUNT_MANAGE)


@require_safe
@page(to=Permission.ADMIN_PORTAL_ENTER)
def overview(request: HttpRequest, access: Access) -> HttpResponse:
    """Where one is, as whom, and what waits."""
    row = membership(access.account, person_by_id(access.actor.person_id or 0))
    context: dict[str, Any] = {
        "role": role_label(row.role, row.custom_role) if row else "",
        "rights": [permission_label(p) for p in (*SHOWN, P.ACTIVITY_VIEW) if access.may(p)],
        "billing_url": billing_url(access),
        "may_billing": access.may(P.BILLING_PORTAL_ENTER),
        "stats": [],
        "attention": [],
        "recent": [],
    }
    if access.may(P.MEMBER_VIEW):
        context |= _people(access)
    if access.may(P.ADMIN_MANAGE) and is_waiting(access.account):
        context["attention"] = [_nobody_for_billing(access), *context["attention"]]
    if access.may(P.ACTIVITY_VIEW):
        context["recent"] = rows(activity(access.account.pk, [Area.ADMIN])[:6], access.account.time_zone)
    return show(request, access, "overview", context)


def _nobody_for_billing(access: Access) -> tuple[str, str, str]:
    """Super admins are told that nobody administers the bills any more (rule 5); they cannot mend it themselves."""
    text = _(
        "The billing portal has no administrator any more. Only the vendor can appoint one: ask them, and say who it "
        "shall be."
    )
    return (_("Nobody administers the bills"), text, billing_url(access))


def _people(access: Access) -> dict[str, Any]:
    number = {"number": access.account.number}
    count, invitations = people_count(access.account), list(member_invitations(access.account))
    expired = sum(1 for invitation in invitations if invitation.expires_at <= clock.now())
    people_url = reverse("admin:person-list", kwargs=number)
    stats = [
        (_("People"), count["all"], people_url),
        (_("Suspended"), count["suspended"], f"{people_url}?state=suspended"),
        (_("Open invitations"), len(invitations) - expired, reverse("admin:invitation-list", kwargs=number)),
        (_("Groups"), len(forest(access.account).nodes), reverse("admin:group-list", kwargs=number)),
    ]
    attention = []
    if count["super_admins"] == 1:
        text = _(
            "There is one active Super admin only. Make somebody else Super admin, too, so that the account can go "
            "on when that one person is away."
        )
        attention.append((_("A second Super admin"), text, f"{people_url}?role=super_admin"))
    if expired:
        text = ngettext(
            "%(n)s invitation has expired unanswered.", "%(n)s invitations have expired unanswered.", expired
        )
        url = reverse("admin:invitation-list", kwargs=number)
        attention.append((_("Expired invitations"), text % {"n": expired}, url))
    return {"stats": stats, "attention": attention}
