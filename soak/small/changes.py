"""Everything that may be done in a state of the small world."""

from collections.abc import Iterator
from itertools import chain

from soak.small.change import Change, Moment
from soak.small.giving import by_the_operator, invitations, levels, ticks
from soak.small.office import groups, memberships, what_clerks_may


def changes(now: Moment) -> Iterator[Change]:
    """Each change that somebody may do."""
    possible = chain(
        memberships(now, 0),
        what_clerks_may(now),
        groups(now),
        ticks(now),
        levels(now, 0),
        invitations(now),
        memberships(now, 1),
        levels(now, 1),
        by_the_operator(now),
    )
    return (change for change in possible if change.by)
