"""The oracle: which change of which table the policy allows to whom, judged from the facts before the request."""

from collections.abc import Callable

from django.db.models import Model

from bursar.access import facts as f
from bursar.access.permissions import GUARDED, PBX, Level, PbxPermission, Permission, level_permissions
from bursar.access.policy import decide
from bursar.access.resources import Resource
from bursar.accounts import models as accounts
from bursar.billing import models as billing
from bursar.grants.models import Grant
from bursar.invoices.models import Adjustment, LedgerEntry
from bursar.payments import models as payments
from tests.fuzz.case import Case
from tests.fuzz.roles import may_be_member
from tests.fuzz.tables import Change

P = Permission
# Where the provider's word or the link in a mail acts, whoever is signed in.
BY_PROVIDER = ("/sandbox/", "/payments/notices/")
BY_LINK = ("/sign-up/confirm/", "/invitation/", "/reset-password/", "/confirm-address/", "/me/")


def breaches(case: Case) -> list[str]:
    """What was changed and may not be, each with a sentence for whoever looks into it."""
    wrong = [c for c in case.changes if not (_is_new_account(case, c) or ALLOWED[c.table](case, c))]
    return [f"{case.actor} at {case.address} changed {change}" for change in wrong]


def _is_new_account(case: Case, change: Change) -> bool:
    """An account that this very request made, by the link that proves the address: its founder gets Full, once."""
    is_new = change.account is not None and change.account not in case.accounts
    full = [c for c in case.of(Grant) if c.account == change.account]
    return is_new and case.address.startswith("/sign-up/confirm/") and [c.row["name"] for c in full] == ["full"]


def _grant(case: Case, c: Change) -> bool:
    row, account = c.row, int(c.account or 0)
    if not c.is_new and (c.altered() - {"closed_at", "closed_by_id"} or c.after is None):
        return False
    if row["source"] == "pbx":
        return _pbx_grant(case, c)
    rights = level_permissions(Level(row["name"]), (Permission(r) for r in row["rights"]))
    inviter = case.inviter(account, "billing_administrator", row["person_id"])
    if inviter is None and not c.is_new and row["person_id"] == case.actor:
        return True  # giving up what is one's own
    giver = inviter or case.actor
    mine = case.held(account, giver)
    return P.BILLING_ADMIN_MANAGE in mine and rights <= mine and (not c.is_new or _lasts(case, c, giver))


def _lasts(case: Case, c: Change, giver: int | None) -> bool:
    """Nobody gives beyond their own end."""
    own = [g for g in case.facts.grants if (g.person, g.account, g.source) == (giver, c.account, f.Source.BILLING)]
    ends = [g.span.end for g in own if g.span.end]
    return not ends or (c.row["valid_until"] is not None and c.row["valid_until"] <= max(ends))


def _pbx_grant(case: Case, c: Change) -> bool:
    row, account = c.row, int(c.account or 0)
    if c.is_new:
        guarded = PBX[PbxPermission(row["name"])] & GUARDED
        is_given = _is_shortened(case, c) or (guarded <= case.held(account) and _ticks_as_long(case, c, guarded))
        return case.may(c, P.PBX_PERMISSION_MANAGE) and is_given
    gone = any(g.row["id"] == row["group_id"] and g.row["deleted_at"] for g in case.of(accounts.Group))
    has_left = row["person_id"] is not None and case.ended(account, row["person_id"])
    return has_left or (gone and case.may(c, P.GROUP_MANAGE)) or case.may(c, P.PBX_PERMISSION_MANAGE)


def _is_shortened(case: Case, c: Change) -> bool:
    """Whether it takes the place of one that was closed and within whose period it lies."""
    same = ("account_id", "person_id", "group_id", "source", "name")
    earlier = [g.row for g in case.of(Grant) if not g.is_new and all(g.row[key] == c.row[key] for key in same)]
    start, end = c.row["valid_from"], c.row["valid_until"]
    return any(
        old["valid_from"] <= start and (old["valid_until"] is None or (end is not None and end <= old["valid_until"]))
        for old in earlier
    )


def _ticks_as_long(case: Case, c: Change, guarded: frozenset[Permission]) -> bool:
    """Nobody gives beyond their own end, by whichever road they hold it."""
    end, account = c.row["valid_until"], int(c.account or 0)
    chains = [decide(case.facts, case.actor, right, Resource.of(account), case.at).chains for right in guarded]
    return all(any(chain.until is None or (end and end <= chain.until) for chain in each) for each in chains)


def _in_group(case: Case, c: Change) -> bool:
    account, person = int(c.account or 0), c.row["person_id"]
    if not c.is_new:
        return case.ended(account, person) or case.may(c, P.GROUP_MANAGE)
    giver = case.inviter(account, "member", person) or case.actor
    mine = case.held(account, giver)
    return P.GROUP_MANAGE in mine and case.carried(account, c.row["group_id"]) <= mine


def _nested(case: Case, c: Change) -> bool:
    account = int(c.account or 0)
    if not case.may(c, P.GROUP_MANAGE):
        return False
    new = case.carried(account, c.row["parent_id"]) - case.carried(account, c.row["child_id"])
    return not c.is_new or new <= case.held(account)


def _never(_case: Case, _change: Change) -> bool:
    """The operator's own, from the command line."""
    return False


def _payment(case: Case, c: Change) -> bool:
    if c.is_new:
        return case.may(c, P.INVOICE_PAY) and c.row["ordered_by_id"] == case.actor
    was_open = c.before is not None and c.before["state"] in {"pending", "unknown"}
    is_outcome = c.altered() <= {"state", "decline_code", "receipt_number", "settled_at"}
    return was_open and is_outcome and (case.address.startswith(BY_PROVIDER) or case.may(c, P.INVOICE_VIEW))


def _posted(case: Case, c: Change) -> bool:
    """Money is entered once, by the very outcome that says it came in."""
    settled = [p.row["id"] for p in case.of(payments.Payment) if p.row["state"] == "succeeded" and not p.is_new]
    direct = [p.row["id"] for p in case.of(payments.Payment) if p.row["state"] == "succeeded" and p.is_new]
    return c.is_new and c.row["payment_id"] in settled + direct


def _invitation(case: Case, c: Change) -> bool:
    is_member = c.row["purpose"] == "member"
    if "state" in c.altered() and c.row["state"] in {"accepted", "declined"}:
        return case.address.startswith(BY_LINK)
    return case.may(c, P.MEMBER_MANAGE if is_member else P.BILLING_ADMIN_MANAGE) or (
        is_member and case.may(c, P.ROLE_MANAGE, P.ADMIN_MANAGE)
    )


def _person(case: Case, c: Change) -> bool:
    by_link = case.address.startswith(BY_LINK)
    return by_link if c.is_new else c.row["id"] == case.actor or (by_link and c.altered() <= {"password", "email"})


def _needs(*rights: Permission) -> Callable[[Case, Change], bool]:
    return lambda case, c: case.may(c, *rights)


ALLOWED: dict[type[Model], Callable[[Case, Change], bool]] = {
    accounts.Account: _needs(P.ACCOUNT_MANAGE),
    accounts.Person: _person,
    accounts.Membership: may_be_member,
    accounts.Group: _needs(P.GROUP_MANAGE),
    accounts.GroupMembership: _in_group,
    accounts.GroupNesting: _nested,
    accounts.CustomRole: _needs(P.ROLE_MANAGE),
    accounts.CustomRolePermission: lambda case, c: case.may(c, P.ROLE_MANAGE, Permission(c.row["permission"])),
    accounts.Invitation: _invitation,
    billing.AccessRequest: lambda case, c: (
        c.row["person_id"] == case.actor or case.address.startswith(BY_LINK) or case.may(c, P.BILLING_ADMIN_MANAGE)
    ),
    billing.BillingDetails: _needs(P.BILLING_DETAILS_MANAGE),
    billing.Recipient: _needs(P.BILLING_DETAILS_MANAGE),
    Grant: _grant,
    LedgerEntry: _posted,
    payments.Allocation: lambda case, c: c.is_new and case.may(c, P.INVOICE_PAY),
    payments.Refund: _never,
    Adjustment: _never,
    payments.Payment: _payment,
    payments.PaymentMethod: lambda case, c: (
        case.address.startswith(BY_PROVIDER) or case.may(c, P.PAYMENT_METHOD_MANAGE)
    ),
}
