"""How the commands of invitations, sign-ups and the operator are called."""

from bursar.access.actor import Actor
from bursar.access.permissions import Role
from bursar.accounts.models import CustomRole, Group, Invitation, Person
from bursar.accounts.steps import link_made
from bursar.audit.again import again
from bursar.billing.commands.appointing import appoint_billing_admin as appoint
from bursar.lifecycle.commands import invitations, member_invitations, operator, sign_up
from bursar.lifecycle.mails import sign_up_link_made
from bursar.lifecycle.models import PendingSignUp
from soak.playing.acts import PASSWORD, Made, Record, account, act, actor, newest_level, uid, uids

NEW = {"first_name": "New", "last_name": "Comer", "language": "en"}
VISITOR = Actor.job("soak")


@act
def invite_member(r: Record) -> Made:
    a = r["args"]
    custom = uid(CustomRole, a["custom"]) if a["role"] == "custom" else ""
    made = member_invitations.invite_member(
        actor(r), account=account(r), email=a["email"], role=Role(a["role"]), custom_role_uid=custom,
        group_uids=uids(Group, a["groups"]), **NEW,
    )  # fmt: skip
    return {"invitation": made.pk}


@act
def resend_member_invitation(r: Record) -> Made:
    member_invitations.resend_member_invitation(
        actor(r), account=account(r), invitation_uid=uid(Invitation, r["args"]["invitation"])
    )
    return None


@act
def revoke_member_invitation(r: Record) -> Made:
    member_invitations.revoke_member_invitation(
        actor(r), account=account(r), invitation_uid=uid(Invitation, r["args"]["invitation"])
    )
    return None


@act
def accept(r: Record) -> Made:
    taken = invitations.accept_own_invitation(actor(r), uid=uid(Invitation, r["args"]["invitation"]))
    return {"grant": newest_level(taken.account_id, r["by"])}


@act
def accept_with_new_sign_in(r: Record) -> Made:
    """The link is made as the mail's builder does it; a link of an earlier generation finds nothing."""
    row = Invitation.objects.filter(pk=r["args"]["invitation"], generation=r["args"]["generation"]).first()
    token = again(lambda: link_made(row)) if row else "dead"
    taken = invitations.accept_with_new_sign_in(VISITOR, token=token, password=PASSWORD, **NEW)
    person = Person.objects.get(email=taken.email)
    return {"person": person.pk, "uid": person.uid, "grant": newest_level(taken.account_id, person.pk)}


@act
def decline(r: Record) -> Made:
    invitations.decline_own_invitation(actor(r), uid=uid(Invitation, r["args"]["invitation"]))
    return None


@act
def ask_sign_up(r: Record) -> Made:
    row = sign_up.ask_sign_up(
        VISITOR, email=r["args"]["email"], organisation=r["args"]["organisation"], time_zone="Europe/Paris",
        password=PASSWORD, **NEW,
    )  # fmt: skip
    return {"id": row.pk}


@act
def confirm_sign_up(r: Record) -> Made:
    row = PendingSignUp.objects.get(pk=r["args"]["sign_up"])
    token = again(lambda: sign_up_link_made(row))
    password = PASSWORD if r["args"]["knows_password"] else "something else"
    made = sign_up.confirm_sign_up(actor(r) if r["by"] else VISITOR, token=token, password=password)
    person = PendingSignUp.objects.select_related("person").get(pk=row.pk).person
    grant = newest_level(made.pk, person.pk) if person else 0
    return {"account": made.pk, "person": person and person.pk, "uid": person and person.uid, "grant": grant}


@act
def create_account(r: Record) -> Made:
    made = operator.create_account(actor(r), name=r["args"]["name"], owner_email=r["args"]["email"])
    return {"account": made.pk, "invitation": made.invitations.get().pk}


@act
def deactivate_person(r: Record) -> Made:
    operator.deactivate_person(actor(r), email=r["args"]["email"], reason="left")
    return None


@act
def appoint_billing_admin(r: Record) -> Made:
    a = r["args"]
    made = appoint(actor(r), account=account(r), email=a["email"], reason=a["reason"], force=a["force"])
    return {"grant": made.grant and made.grant.pk, "invitation": made.invitation and made.invitation.pk}
