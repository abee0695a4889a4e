"""Turns rows into the facts that `access/` decides on, and asks it the four questions."""

from bursar.grants.queries.access import (
    Access,
    Lacking,
    access,
    access_to,
    accounts_where,
    has_tie,
    lacks,
    permissions,
    require,
)
from bursar.grants.queries.candidates import Candidate, candidates
from bursar.grants.queries.explaining import Explained, explained
from bursar.grants.queries.holders import Holder, Holding, every_holder, holders
from bursar.grants.queries.holdings import Holdings, holdings, holdings_in
from bursar.grants.queries.reading import facts, facts_of_pairs
from bursar.grants.queries.revision import one_revision
from bursar.grants.queries.rows import counting, grant_permissions, not_over, open_grants
from bursar.grants.queries.turning import lost
from bursar.grants.queries.words import lacks_text, outside_scope_text, permission_label

__all__ = [
    "Access",
    "Candidate",
    "Explained",
    "Holder",
    "Holding",
    "Holdings",
    "Lacking",
    "access",
    "access_to",
    "accounts_where",
    "candidates",
    "counting",
    "every_holder",
    "explained",
    "facts",
    "facts_of_pairs",
    "grant_permissions",
    "has_tie",
    "holders",
    "holdings",
    "holdings_in",
    "lacks",
    "lacks_text",
    "lost",
    "not_over",
    "one_revision",
    "open_grants",
    "outside_scope_text",
    "permission_label",
    "permissions",
    "require",
]
