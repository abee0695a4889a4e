"""The operator as an actor: known by the name given at the command line, recorded by id."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts.models import Operator
from bursar.core.errors import Refused


def operator_named(name: str) -> Actor:
    """The actor for an operator's name, as given at the command line. Refused without one."""
    if not name.strip():
        raise Refused("operator_missing", _("Say who you are: it is recorded."))
    row, _created = Operator.objects.get_or_create(name=name.strip()[:120])
    return Actor.operator(row.pk)
