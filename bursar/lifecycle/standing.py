"""What stays somebody's whatever happens to their membership: asked before a role is changed or a member removed."""

from bursar.access.facts import Source
from bursar.accounts.models import Account, Person
from bursar.grants import queries as grants
from bursar.grants.models import Grant


def billing_grant(account: Account, person: Person) -> Grant | None:
    """The level at which the person is billing administrator now; no role and no removal here touches it."""
    return grants.open_grants(account).filter(grants.counting(), source=Source.BILLING, person=person).first()
