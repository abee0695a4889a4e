"""How the commands of the billing portal and of the permissions page are called."""

from datetime import datetime

from bursar.access.facts import PortalKind
from bursar.access.permissions import Level, PbxPermission, Permission
from bursar.accounts.models import Group, Invitation, Person
from bursar.billing import commands
from bursar.billing.models import AccessRequest, Recipient
from bursar.billing.queries import invitation_revision, recipient_revision, revision
from bursar.billing.terms import Terms
from bursar.pbx.commands import save_permissions as save
from bursar.pbx.draft import Kind, Principal
from soak.playing.acts import Made, Record, account, act, actor, uid
from soak.playing.acts_offers import NEW


def terms(words: dict[str, object]) -> Terms:
    """The terms that a record holds as words."""
    start, end = (datetime.fromisoformat(str(words[key])) if words[key] else None for key in ("from", "until"))
    rights = frozenset(map(Permission, words["rights"]))  # type: ignore[call-overload]
    return Terms(Level(str(words["level"])), rights, start, end, str(words["reason"]))


def person(pk: int) -> Person:
    """The person of a record."""
    return Person.objects.get(pk=pk)


@act
def add_billing_admin(r: Record) -> Made:
    made = commands.add_billing_admin(
        actor(r), account=account(r), email=r["args"]["email"], terms=terms(r["args"]["terms"]), **NEW
    )
    return {"invitation": made.pk}


@act
def resend_invitation(r: Record) -> Made:
    commands.resend_invitation(actor(r), account=account(r), uid=uid(Invitation, r["args"]["invitation"]))
    return None


@act
def revoke_invitation(r: Record) -> Made:
    commands.revoke_invitation(actor(r), account=account(r), uid=uid(Invitation, r["args"]["invitation"]))
    return None


@act
def correct_invitation(r: Record) -> Made:
    """The form was drawn when the record says: from this generation."""
    a = r["args"]
    row = Invitation.objects.filter(pk=a["invitation"], generation=a["seen"]).first()
    seen = invitation_revision(row) if row else "stale"
    commands.correct_invitation(
        actor(r), account=account(r), uid=uid(Invitation, a["invitation"]), email=a["email"], terms=terms(a["terms"]),
        seen=seen, **NEW,
    )  # fmt: skip
    return None


@act
def change_billing_admin(r: Record) -> Made:
    a = r["args"]
    made = commands.change_billing_admin(
        actor(r), account=account(r), person=person(a["person"]), terms=terms(a["terms"]),
        seen=revision("grant", a["seen"]),
    )  # fmt: skip
    return {"id": made.pk}


@act
def remove_billing_admin(r: Record) -> Made:
    a = r["args"]
    commands.remove_billing_admin(
        actor(r), account=account(r), person=person(a["person"]), seen=revision("grant", a["seen"])
    )
    return None


@act
def leave_billing_portal(r: Record) -> Made:
    commands.leave_billing_portal(actor(r), account=account(r))
    return None


@act
def change_portal_kind(r: Record) -> Made:
    kind = PortalKind.BY_ROLE if r["args"]["by_role"] else PortalKind.ASSIGNED
    commands.change_portal_kind(actor(r), account=account(r), kind=kind, reason="asked for")
    return None


@act
def request_access(r: Record) -> Made:
    return {"id": commands.request_access(actor(r), account=account(r), message="Please").pk}


@act
def withdraw_request(r: Record) -> Made:
    commands.withdraw_request(actor(r), account=account(r), uid=uid(AccessRequest, r["args"]["request"]))
    return None


@act
def grant_request(r: Record) -> Made:
    a = r["args"]
    made = commands.grant_request(
        actor(r), account=account(r), uid=uid(AccessRequest, a["request"]), terms=terms(a["terms"])
    )
    return {"grant": made.pk}


@act
def decline_request(r: Record) -> Made:
    commands.decline_request(actor(r), account=account(r), uid=uid(AccessRequest, r["args"]["request"]), answer="No")
    return None


@act
def message_administrators(r: Record) -> Made:
    commands.message_administrators(actor(r), account=account(r), text="Hello")
    return None


def _recipient(r: Record) -> dict[str, object]:
    a = r["args"]
    return {"email": a["email"], "language": "en", "wants_invoices": a["invoices"], "wants_receipts": a["receipts"]}


@act
def add_recipient(r: Record) -> Made:
    return {"id": commands.add_recipient(actor(r), account=account(r), **_recipient(r)).pk}  # type: ignore[arg-type]


@act
def change_recipient(r: Record) -> Made:
    email, invoices, receipts = r["args"]["seen"]
    seen = Recipient(email=email, language="en", wants_invoices=invoices, wants_receipts=receipts)
    commands.change_recipient(
        actor(r), account=account(r), uid=uid(Recipient, r["args"]["recipient"]), seen=recipient_revision(seen),
        **_recipient(r),  # type: ignore[arg-type]
    )  # fmt: skip
    return None


@act
def remove_recipient(r: Record) -> Made:
    commands.remove_recipient(actor(r), account=account(r), uid=uid(Recipient, r["args"]["recipient"]))
    return None


def rows_of(r: Record) -> dict[Principal, frozenset[PbxPermission]]:
    """The rows of a draft of the permissions page."""
    return {
        Principal(Kind(kind), uid(Person if kind == "person" else Group, pk)): frozenset(map(PbxPermission, names))
        for kind, pk, names in r["args"]["rows"]
    }


@act
def save_permissions(r: Record) -> Made:
    save(actor(r), account=account(r), version=r["args"]["version"], rows=rows_of(r))
    return None
