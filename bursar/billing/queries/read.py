"""Who reads billing details: administrators who may manage them, and the vendor's programs by a token for it."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor, ActorKind
from bursar.access.permissions import Permission
from bursar.access.scopes import Service
from bursar.accounts.models import Account
from bursar.accounts.queries import account_by_number
from bursar.core.errors import Forbidden, NotKnown
from bursar.grants.queries import access


def account_to_read(actor: Actor, number: str) -> Account:
    """The account with this number, if the actor may read its billing details. Raises NotKnown and Forbidden."""
    if actor.kind is not ActorKind.TOKEN or actor.owner is not None:
        return access(actor, number, Permission.BILLING_DETAILS_MANAGE).account
    if not actor.has_scope(Service.READ_DETAILS):
        raise Forbidden("outside_scope", _("This token was not made for reading billing details."))
    account = account_by_number(number)
    if not actor.reaches(account.pk):
        raise NotKnown
    return account
