"""Reads on what is under way: sign-ups and invitations, by the secret of their link or by their address."""

from dataclasses import dataclass

from bursar.access.facts import PortalKind as Kind
from bursar.accounts.models import Invitation, Person, PortalKind
from bursar.accounts.queries import person_by_email
from bursar.billing.models import PortalState
from bursar.core import clock
from bursar.core.ids import token_hash
from bursar.lifecycle.models import PendingSignUp


@dataclass(frozen=True)
class SignUp:
    """A sign-up as the page behind its link shows it; `person_id` tells who signs in with the address already."""

    email: str
    organisation: str
    is_done: bool
    is_dead: bool
    person_id: int | None


def sign_up_by_token(token: str) -> SignUp | None:
    """The sign-up whose mail carried this secret."""
    row = PendingSignUp.objects.filter(token_hash=token_hash(token)).first()
    if row is None:
        return None
    person = person_by_email(row.email)
    return SignUp(
        email=row.email,
        organisation=row.organisation,
        is_done=row.account_id is not None,
        is_dead=row.account_id is None and (row.completed_at is not None or row.is_expired),
        person_id=person.pk if person else None,
    )


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation whose mail carried this secret; a link that a newer one replaced finds nothing."""
    return Invitation.objects.filter(token_hash=token_hash(token)).select_related("account", "invited_by").first()


def open_invitations_for(person: Person) -> list[Invitation]:
    """What is offered to the person's address and not answered yet."""
    rows = Invitation.objects.filter(email=person.email, state=Invitation.State.OPEN, expires_at__gt=clock.now())
    return list(rows.select_related("account", "invited_by").order_by("expires_at"))


def accounts_overview() -> list[dict[str, str]]:
    """Every account with the state of its billing portal, for the operator's list, oldest first."""
    states = PortalState.objects.filter(ended_at__isnull=True).select_related("portal__account")
    switched = dict(PortalKind.objects.filter(ended_at__isnull=True).values_list("account_id", "kind"))
    return [
        {
            "number": row.portal.account.number,
            "name": row.portal.account.name,
            "billing": row.state,
            "portal": switched.get(row.portal.account_id, Kind.ASSIGNED.value).replace("_", "-"),
            "created": row.portal.account.created_at.date().isoformat(),
        }
        for row in states.order_by("portal__account_id")
    ]
