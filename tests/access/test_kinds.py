"""The kind of one account's portal, changed in thought: those of the others stay."""

import pytest

from bursar.access.facts import Facts, Portal, PortalKind, Span
from bursar.access.kinds import as_kind, goes_by_role
from tests.access.dated import BEGAN

ASSIGNED, BY_ROLE = PortalKind.ASSIGNED, PortalKind.BY_ROLE


@pytest.mark.parametrize("other", [10, 30])
def test_the_portals_of_other_accounts_stay_as_they_are(other):
    theirs, span = Portal(other, BY_ROLE, Span(BEGAN)), Span(BEGAN)
    known = Facts(portals=frozenset({theirs, Portal(20, ASSIGNED, span)}))
    assert as_kind(known, 20, BY_ROLE, BEGAN).portals == {theirs, Portal(20, BY_ROLE, span)}


def test_it_goes_by_role_only_while_that_lasts():
    known = Facts(portals=frozenset({Portal(10, BY_ROLE, Span(BEGAN)), Portal(20, ASSIGNED, Span(BEGAN))}))
    assert [goes_by_role(known, account, BEGAN) for account in (10, 20, 30)] == [True, False, False]
    later = Facts(portals=frozenset({Portal(10, BY_ROLE, Span(BEGAN.replace(hour=11)))}))
    assert not goes_by_role(later, 10, BEGAN)
