"""What people are told about billing administrators: built in the reader's language when the mail is sent."""

from typing import Any

from django.conf import settings
from django.utils import translation

from bursar.accounts.models import Account, Invitation
from bursar.accounts.queries import people_by_id
from bursar.accounts.steps import link_made
from bursar.billing import ending_words, kind_words
from bursar.billing import mail_words as words
from bursar.billing.models import AccessRequest, AdministratorMessage
from bursar.core import clock
from bursar.grants.models import Grant
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail


@builds("invitation.billing_administrator")
def invited(mail: OutboxMail) -> Letter | None:
    """The invitation with its single-use link; none for one that was closed or sent again meanwhile."""
    rows = Invitation.objects.filter(pk=mail.about["invitation"], generation=mail.about["generation"])
    invitation = rows.select_related("account", "invited_by").first()
    if invitation is None or not invitation.is_open:
        return None
    by = invitation.invited_by.name if invitation.invited_by else ""
    with translation.override(invitation.language):
        context = {
            "token": link_made(invitation),
            "account_name": invitation.account.name,
            "name": invitation.first_name,
            "by": by,
            "facts": words.facts(invitation.offer, invitation.account.time_zone),
            "expires_at": invitation.expires_at,
            "time_zone": invitation.account.time_zone,
        }
    return Letter(invitation.email, invitation.language, "billing_invitation", context)


@builds("billing.your_access")
def your_access(mail: OutboxMail) -> Letter | None:
    """To the person concerned: given, changed or taken."""
    return _note(mail, lambda account, people: words.your_access(account, mail.about, people))


@builds("billing.administrators")
def administrators(mail: OutboxMail) -> Letter | None:
    """To the other Full administrators: what changed, for whom, by whose hand."""
    invitation = Invitation.objects.filter(pk=mail.about.get("invitation")).first()
    guest = f"{invitation.first_name} {invitation.last_name}".strip() or invitation.email if invitation else ""
    return _note(mail, lambda account, people: words.administrators(account, mail.about, people, guest), manage=True)


@builds("billing.request_made")
def request_made(mail: OutboxMail) -> Letter | None:
    """To the Full administrators: somebody asks for access. Nothing when it was decided already."""
    request = AccessRequest.objects.filter(pk=mail.about["request"], state=AccessRequest.State.OPEN)
    row = request.select_related("person").first()
    if row is None:
        return None
    return _note(mail, lambda account, people: words.request_made(account, row), manage=True)


@builds("billing.request_declined")
def request_declined(mail: OutboxMail) -> Letter | None:
    """To the person who asked: no, and why."""
    row = AccessRequest.objects.filter(pk=mail.about["request"]).first()
    if row is None:
        return None
    return _note(mail, lambda account, people: words.request_declined(account, row))


@builds("billing.message")
def message(mail: OutboxMail) -> Letter | None:
    """To the Full administrators: what a member wrote."""
    row = AdministratorMessage.objects.filter(pk=mail.about["message"]).select_related("person").first()
    if row is None:
        return None
    return _note(mail, lambda account, people: words.message(account, row, mail.about))


@builds("billing.needs_admin")
def needs_admin(mail: OutboxMail) -> Letter | None:
    """To Super admins and the operator: the portal has nobody left."""
    return _note(mail, lambda account, people: words.needs_admin(account, mail.about["reader"]))


@builds("billing.portal_kind_changed")
def portal_kind_changed(mail: OutboxMail) -> Letter | None:
    """To whoever gains or loses by another kind of portal, and to those who look after it."""
    return _note(mail, lambda account, people: kind_words.portal_kind_changed(account, mail.about))


@builds("billing.your_access_ends", "billing.access_ends")
def access_ends(mail: OutboxMail) -> Letter | None:
    """To the person, or to those who may extend it; nothing once it was extended, taken or is over."""
    row = Grant.objects.filter(pk=mail.about["grant"], closed_at__isnull=True, valid_until__gt=clock.now())
    grant = row.select_related("account", "person").first()
    if grant is None:
        return None
    if mail.kind == "billing.your_access_ends":
        return _note(mail, lambda account, people: ending_words.your_access_ends(grant))
    extend = grant.person.uid if grant.person else ""
    return _note(mail, lambda account, people: {**ending_words.access_ends(grant), "extend": extend}, manage=True)


def _note(mail: OutboxMail, worded: Any, *, manage: bool = False) -> Letter | None:
    """A letter of headings, paragraphs and facts in the reader's language; none for a person who is no more."""
    account = Account.objects.filter(pk=mail.account_id or 0).first()
    reader = people_by_id({mail.to_person_id}).get(mail.to_person_id) if mail.to_person_id else None
    if account is None or (mail.to_person_id and (reader is None or not reader.is_active)):
        return None
    people = people_by_id({pk for pk in (mail.about.get("who"), mail.about.get("by")) if pk})
    language = reader.language if reader else settings.LANGUAGE_CODE
    with translation.override(language):
        context: dict[str, Any] = {"facts": [], "quote": "", "extend": "", "manage": manage, **worded(account, people)}
    context |= {"account_name": account.name, "account_number": account.number}
    return Letter(reader.email if reader else mail.to_address, language, "billing_note", context)
