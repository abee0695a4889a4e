"""The operator as an actor: known by the name given at the command line, recorded by id."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor, ActorKind
from bursar.accounts.models import Operator
from bursar.core.errors import Forbidden, Refused


def operator_named(name: str) -> Actor:
    """The actor for an operator's name, as given at the command line. Refused without one."""
    if not name.strip():
        raise Refused("operator_missing", _("Say who you are: it is recorded."))
    row, _created = Operator.objects.get_or_create(name=name.strip()[:120])
    return Actor.operator(row.pk)


def require_operator(actor: Actor) -> None:
    """Only the operator of the installation does this."""
    if actor.kind is not ActorKind.OPERATOR:
        raise Forbidden("operator_only", _("Only the operator of the installation may do this."))
