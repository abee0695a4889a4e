"""Tells of PBX permissions whose end comes near: the person named on the page, and those who may extend it."""

from bursar.access.facts import Source
from bursar.access.permissions import PbxPermission
from bursar.grants.ending import settle_due
from bursar.grants.models import Grant
from bursar.mail.outbox import enqueue
from bursar.pbx.principals import known
from bursar.pbx.queries import extenders
from bursar.pbx.queries.listed import principal_of


def tell_of_ending_ticks() -> int:
    """Take the notices that are due; answers how many. A job of the worker."""
    return settle_due(Source.PBX, _tell)


def _tell(ending: list[Grant]) -> None:
    """These are of one person or one group. People in a group are told by whoever looks after it; of a person who is
    suspended nobody is, for what they hold sleeps and cannot be extended."""
    first, about = ending[0], {"grants": [grant.pk for grant in ending]}
    holders = known(first.account, [principal_of(first)]).values()
    if not any(found.may_receive for found in holders):
        return
    if first.person_id is not None:
        enqueue("pbx.your_permissions_end", account=first.account_id, person=first.person_id, about=about)
    names = [PbxPermission(grant.name) for grant in ending]
    for reader in extenders(first.account, names):
        if reader.pk != first.person_id:
            enqueue("pbx.permissions_end", account=first.account_id, person=reader.pk, about=about)
