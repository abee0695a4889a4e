"""Tells of billing administrators whose end comes near: the person, and those who may extend it."""

from bursar.access.facts import Source
from bursar.accounts.queries.kinds import goes_by_role
from bursar.billing.queries import full_now
from bursar.grants.ending import settle_due
from bursar.grants.models import Grant
from bursar.mail.outbox import enqueue


def tell_of_ending_levels() -> int:
    """Take the notices that are due; answers how many. A job of the worker."""
    return settle_due(Source.BILLING, _tell)


def _tell(ending: list[Grant]) -> None:
    """There is one open level for each person. What sleeps ends for nobody: where the portal goes by role, and what a
    person holds who is deactivated and can be given nothing."""
    for grant in ending:
        if goes_by_role(grant.account) or grant.person is None or not grant.person.is_active:
            continue
        about = {"grant": grant.pk}
        enqueue("billing.your_access_ends", account=grant.account_id, person=grant.person_id, about=about)
        for reader in full_now(grant.account):
            if reader.pk != grant.person_id:
                enqueue("billing.access_ends", account=grant.account_id, person=reader.pk, about=about)
