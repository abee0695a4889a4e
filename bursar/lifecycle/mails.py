"""What people are told about signing up, signing in and owning an account; secret links are made here, not before."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings

from bursar.accounts.models import ApiToken, Invitation, Person
from bursar.accounts.queries import person_by_email
from bursar.accounts.steps import link_made
from bursar.core import ids
from bursar.lifecycle.models import PendingSignUp
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail


@builds("sign_up.confirm")
def sign_up(mail: OutboxMail) -> Letter | None:
    """Confirm the address; who signs in already is told so, and may have one more account."""
    row = PendingSignUp.objects.filter(pk=mail.about["sign_up"], completed_at__isnull=True).first()
    if row is None:
        return None
    token = sign_up_link_made(row)
    person = person_by_email(row.email)
    template = "sign_up_known" if person else "sign_up"
    language = person.language if person else row.language
    name = person.first_name if person else row.first_name
    return Letter(row.email, language, template, {"token": token, "organisation": row.organisation, "name": name})


def sign_up_link_made(row: PendingSignUp) -> str:
    """Make the link's secret and keep its hash."""
    token = ids.derived_token(settings.SECRET_KEY, "sign_up", row.pk, row.created_at.isoformat())
    PendingSignUp.objects.filter(pk=row.pk).update(token_hash=ids.token_hash(token))
    return token


@builds("person.password_reset")
def password_reset(mail: OutboxMail) -> Letter | None:
    """The link to a new password; who asked for an address that nobody signs in with is told so there."""
    person = person_by_email(mail.to_address)
    if person is None:
        return Letter(mail.to_address, settings.LANGUAGE_CODE, "password_reset_unknown", {"address": mail.to_address})
    if not person.is_active or person.confirmed_at is None:
        return None
    context = {"uid": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return Letter(person.email, person.language, "password_reset", {**context, "name": person.first_name})


@builds("person.confirm_address")
def confirm_address(mail: OutboxMail) -> Letter | None:
    """Confirm an address; nothing is sent for one that somebody else signs in with."""
    waiting = EmailAddress.objects.filter(pk=mail.about["address"], verified=False).select_related("user").first()
    if waiting is None:
        return None
    person: Person = waiting.user
    holder = person_by_email(waiting.email)
    if holder is not None and holder.pk != person.pk:
        return None
    context = {"key": EmailConfirmationHMAC(waiting).key, "name": person.first_name}
    return Letter(waiting.email, person.language, "confirm_address", context)


@builds("person.address_changed")
def address_changed(mail: OutboxMail) -> Letter | None:
    """The old address is told that it no longer signs in."""
    person = Person.objects.filter(pk=mail.about["person"]).first()
    if person is None:
        return None
    return Letter(mail.to_address, person.language, "address_changed", {"name": person.first_name})


@builds("person.token_made")
def token_made(mail: OutboxMail) -> Letter | None:
    """A token for programs was made in one's name."""
    token = ApiToken.objects.filter(pk=mail.about["token"], revoked_at__isnull=True).select_related("person").first()
    if token is None or token.person is None or not token.person.is_active:
        return None
    person = token.person
    about = {"name": person.first_name, "token": token.name, "at": token.created_at, "until": token.expires_at}
    return Letter(person.email, person.language, "token_made", about)


@builds("person.password_changed")
def password_changed(mail: OutboxMail) -> Letter | None:
    """The person is told that their password is another one now."""
    person = Person.objects.filter(pk=mail.to_person_id or 0).first()
    if person is None:
        return None
    return Letter(person.email, person.language, "password_changed", {"name": person.first_name, "at": mail.created_at})


@builds("invitation.owner")
def owner_invited(mail: OutboxMail) -> Letter | None:
    """The owner whom the operator named is invited to take the account."""
    invitation = Invitation.objects.filter(pk=mail.about["invitation"]).select_related("account").first()
    if invitation is None or not invitation.is_open or invitation.generation != mail.about["generation"]:
        return None
    context = {
        "token": link_made(invitation),
        "account_name": invitation.account.name,
        "name": invitation.first_name,
        "expires_at": invitation.expires_at,
        "time_zone": invitation.account.time_zone,
    }
    return Letter(invitation.email, invitation.language, "invitation_owner", context)
