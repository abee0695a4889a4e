"""What people are told about their membership: invited, another role, suspended, resumed, removed."""

from typing import Any

from bursar.access.permissions import Role
from bursar.accounts.models import Account, CustomRole, Invitation, Person
from bursar.accounts.queries.kinds import goes_by_role
from bursar.accounts.steps import link_made
from bursar.accounts.words import ROLES
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail


@builds("invitation.member")
def member_invited(mail: OutboxMail) -> Letter | None:
    """To the address invited; an older generation's mail, or one about a closed invitation, is not sent."""
    rows = Invitation.objects.filter(pk=mail.about["invitation"]).select_related("account", "invited_by")
    invitation = rows.first()
    if invitation is None or not invitation.is_open or invitation.generation != mail.about["generation"]:
        return None
    context = {
        "account_name": invitation.account.name,
        "time_zone": invitation.account.time_zone,
        "token": link_made(invitation),
        "name": invitation.first_name,
        "inviter": invitation.invited_by.name if invitation.invited_by else "",
        "role": _role(invitation.offer),
        "expires_at": invitation.expires_at,
    }
    return Letter(invitation.email, invitation.language, "invitation_member", context)


@builds("member.role_changed", "member.suspended", "member.resumed", "member.removed")
def membership_changed(mail: OutboxMail) -> Letter | None:
    """To the person concerned; nothing to tell to somebody who was deactivated meanwhile."""
    person = Person.objects.get(pk=mail.to_person_id or 0)
    account = Account.objects.get(pk=mail.account_id or 0)
    if not person.is_active:
        return None
    context = {
        "account_name": account.name,
        "name": person.first_name,
        "by_role": goes_by_role(account),
        "what": mail.kind.removeprefix("member."),
        "role": _role(mail.about),
    }
    return Letter(person.email, person.language, "membership_changed", context)


def _role(about: dict[str, Any]) -> object:
    """A role in words: lazily, for the language is the reader's."""
    own = about.get("custom_role")
    named = CustomRole.objects.filter(pk=own).first() if own else None
    return named.name if named else ROLES[Role(str(about.get("role", Role.MEMBER)))]
