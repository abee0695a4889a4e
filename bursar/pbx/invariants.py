"""What must hold of the permissions page: its version counts its changes."""

from collections import Counter

from bursar.core.invariants import Breaches, Read, holds
from bursar.grants import replay


@holds(
    "9", "The page's version is one more than the number of changes that its entries tell", among="pbx_permissionspage"
)
def versions_count_changes(read: Read) -> Breaches:
    """A Save that changed something raised it once, as did every other road on which ticks went."""
    ticks = {grant for (grant,) in read("SELECT id FROM grants_grant WHERE source = 'pbx'")}
    changes: Counter[int] = Counter()
    for step in replay.steps(read):
        changes[step.account] += not ticks.isdisjoint([*step.opened, *step.closed])
    for page, account, version in read("SELECT id, account_id, version FROM pbx_permissionspage"):
        if version != 1 + changes[account]:
            yield ("permissions page", page)
