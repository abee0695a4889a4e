"""What other terms of a billing administrator, or none, would give and take; writes nothing."""

from bursar.access import supposing
from bursar.access.facts import Grant, Source, Span
from bursar.accounts.models import Account
from bursar.billing.terms import Terms
from bursar.grants.queries import facts
from bursar.grants.queries.outlook import Outlook, outlook


def outlook_of_terms(account: Account, person: int, terms: Terms | None) -> Outlook:
    """The person is billing administrator on these terms, or no longer."""
    known = facts(account_ids=[account.pk], person_ids=[person])
    grant = (
        Grant(
            0,
            account.pk,
            Source.BILLING,
            terms.level,
            terms.permissions,
            Span(terms.start, terms.valid_until),
            person=person,
        )
        if terms
        else None
    )
    return outlook(account, known, supposing.with_level(known, account.pk, person, grant))
