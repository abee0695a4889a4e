"""An installation's accounts as the database has them and as the model has them, in the same words, to be compared."""

from typing import Any

from bursar.accounts.models import (
    Account,
    CustomRole,
    Group,
    GroupMembership,
    GroupNesting,
    Invitation,
    Membership,
    Person,
)
from bursar.accounts.queries.kinds import goes_by_role
from bursar.accounts.queries.roles import contained
from bursar.billing.models import AccessRequest, Recipient
from bursar.billing.queries import is_waiting
from bursar.core import clock
from bursar.grants import queries as grants
from bursar.grants.models import Grant
from bursar.invoices.models import Document, LedgerEntry
from bursar.invoices.queries import amounts_of
from bursar.payments.models import Payment, PaymentMethod
from bursar.pbx.models import PermissionsPage
from soak.model import state
from soak.model.rights import reach

Told = dict[str, Any]


def of_database(world: state.World) -> Told:
    """What the tables say of the accounts that the model knows."""
    people = list(Person.objects.filter(pk__in=world.people))
    return {
        "people": {p.pk: p.is_active for p in people},
        "invitations": dict(Invitation.objects.filter(account__in=world.accounts).values_list("pk", "state")),
        **{f"account {pk}": _stored(Account.objects.get(pk=pk), people) for pk in world.accounts},
    }


def of_model(world: state.World) -> Told:
    """What the model says of them."""
    return {
        "people": {pk: person.is_active for pk, person in world.people.items()},
        "invitations": {pk: offer.state for pk, offer in world.invitations.items()},
        **{f"account {pk}": _modelled(world, account) for pk, account in world.accounts.items()},
    }


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    """Where two of them differ, in words."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = sorted({*one, *other}, key=str)
        return [line for key in keys for line in differences(one.get(key), other.get(key), f"{where}/{key}")]
    return [] if one == other else [f"{where}: the database has {one}, the model {other}"]


def _stored(account: Account, people: list[Person]) -> dict[Any, Any]:
    open_rows = {"account": account, "ended_at": None}
    ticks = Grant.objects.filter(account=account, source="pbx", closed_at=None)
    levels = Grant.objects.filter(account=account, source="billing", closed_at=None)
    return {
        "settings": (account.name, account.language, account.time_zone),
        "is_waiting": is_waiting(account),
        "by_role": goes_by_role(account),
        "page": PermissionsPage.objects.get(account=account).version,
        "members": {
            m.person_id: (m.role, m.custom_role_id, m.is_suspended) for m in Membership.objects.filter(**open_rows)
        },
        "groups": dict(Group.objects.filter(account=account, deleted_at=None).values_list("pk", "name")),
        "parents": dict(GroupNesting.objects.filter(**open_rows).values_list("child_id", "parent_id")),
        "inside": set(GroupMembership.objects.filter(**open_rows).values_list("group_id", "person_id")),
        "roles": {
            r.pk: (r.name, sorted(contained(r))) for r in CustomRole.objects.filter(account=account, deleted_at=None)
        },
        "ticks": {("person" if g.person_id else "group", g.person_id or g.group_id, g.name) for g in ticks},
        "levels": {g.person_id: (g.pk, g.name, sorted(g.rights), g.valid_until) for g in levels},
        "requests": dict(AccessRequest.objects.filter(portal__account=account).values_list("pk", "state")),
        "recipients": _recipients(account),
        **_bills(account),
        "may": {p.pk: sorted(grants.permissions(p.pk, account)) for p in people},
    }


def _recipients(account: Account) -> dict[int, Any]:
    rows = Recipient.objects.filter(portal__account=account, removed_at=None)
    return {r.pk: (r.email, r.wants_invoices, r.wants_receipts) for r in rows}


def _bills(account: Account) -> Told:
    invoices = Document.objects.filter(account=account, kind="invoice")
    amounts = amounts_of(invoices.values_list("pk", flat=True))
    kept = LedgerEntry.objects.filter(account=account, kind="payment", invoice=None)
    credits = {payment: -minor for payment, minor in kept.values_list("payment_id", "amount_minor")}
    payments = Payment.objects.filter(account=account).values_list("pk", "state")
    methods = PaymentMethod.objects.filter(account=account, removed_at=None)
    return {
        "invoices": {pk: (a.invoiced, a.credited, a.paid) for pk, a in amounts.items()},
        "payments": {pk: (state, credits.get(pk, 0)) for pk, state in payments},
        "methods": dict(methods.values_list("pk", "is_default")),
    }


def _modelled(world: state.World, account: state.Account) -> Told:
    now = clock.now()
    return {
        "settings": account.settings,
        "is_waiting": account.is_waiting,
        "by_role": account.by_role,
        "page": account.page,
        "members": {pk: (m.role, m.custom, m.is_suspended) for pk, m in account.members.items()},
        "groups": {g.id: g.name for g in account.groups.values()},
        "parents": {g.id: g.parent for g in account.groups.values() if g.parent is not None},
        "inside": account.inside,
        "roles": {r.id: (r.name, sorted(r.permissions)) for r in account.roles.values()},
        "ticks": account.ticks,
        "levels": {
            pk: (row.id, row.terms.level, sorted(row.terms.rights), row.terms.end) for pk, row in account.levels.items()
        },
        "requests": {r.id: r.state for r in account.requests.values()},
        "recipients": account.recipients,
        "invoices": {i.id: (i.gross, i.credited, i.paid) for i in account.invoices.values() if i.kind == "invoice"},
        "payments": {p.id: (p.state, p.credit) for p in account.payments.values()},
        "methods": account.methods,
        "may": {pk: sorted(reach(world, account, pk, now).held) for pk in world.people},
    }
