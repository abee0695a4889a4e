"""What must hold of every command, whatever the model says: who gains what by whose hand, and what is never touched.

Everybody's rights before and after it are compared, now and at instants to come; at the end, those of earlier instants
are read again as of then, and what the activity makes of them is compared.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from bursar.access import facts as f
from bursar.access.actor import Actor
from bursar.access.permissions import BILLING, NEEDS, Permission
from bursar.access.policy import held, where, who
from bursar.accounts.models import Account, Invitation
from bursar.audit.models import Entry
from bursar.core import clock
from bursar.grants import queries as grants
from soak.playing.replayed import as_read, replayed
from soak.playing.snapshot import differences

Record = dict[str, Any]
Held = dict[tuple[int, int], frozenset[Permission]]  # by account and person
AHEAD = (timedelta(0), timedelta(days=2, hours=1), timedelta(days=3650))
# What is kept for the telephone system to ask about is given by whoever may change the page or arrange groups (rule 6).
P = Permission
TELEPHONE = {P.PBX_ENTER, P.PBX_CONFIGURE, P.PBX_REPORT_VIEW, P.PBX_RECORDING_ACCESS}
OF_THE_OFFICE = {
    "change_role", "suspend_member", "resume_member", "remove_member", "leave_account", "create_role", "edit_role",
    "delete_role", "create_group", "edit_group", "move_group", "delete_group", "add_group_members",
    "remove_group_member", "change_groups_of", "invite_member", "change_settings",
}  # fmt: skip
OF_BILLING = {
    "add_billing_admin", "change_billing_admin", "remove_billing_admin", "leave_billing_portal", "grant_request",
    "request_access", "decline_request", "withdraw_request", "revoke_invitation", "correct_invitation",
}  # fmt: skip


@dataclass
class Standing:
    """Everything about some accounts at one moment."""

    at: datetime
    known: f.Facts
    versions: dict[int, int]
    held: list[Held]  # now, and at the instants ahead
    by_level: Held
    entry: int


class Watch:
    """Looks on while commands are done, one after another."""

    def __init__(self, accounts: list[int]) -> None:
        self.accounts = accounts
        self.seen = [self._look()]

    def complaints(self, record: Record) -> list[str]:
        """What is wrong with what a command did."""
        was, now = self.seen[-1], self._look()
        self.seen.append(now)
        found = [f"{line}: {record}" for line in (*_apart(was, now, record), *_sides(was, now, record))]
        if record["result"] == "done":
            found += [f"{line}: {record}" for line in _given(was, now, record)]
        return found + [f"{line}: {record}" for line in (*_searches(now), *_by_token(now))]

    def now(self) -> Standing:
        """What was seen last."""
        return self.seen[-1]

    def look_again(self) -> None:
        """After a time in which nothing was done."""
        self.seen.append(self._look())

    def of_the_past(self, every: int) -> list[str]:
        """What is read as of earlier moments, and what the activity tells, against what was seen then."""
        found = []
        for before, was in list(pairwise(self.seen))[::every]:
            found += self._at_its_instant(before, was)
            known = grants.facts(account_ids=self.accounts, at=was.at)
            then = as_read(known, self.accounts)
            found += differences(then, as_read(was.known, self.accounts), f"12: as of {was.at}")
            found += differences(then, replayed(self.accounts, was.entry), f"12: replayed to {was.entry}")
            found += differences(_held(known, was.at, self.accounts), was.held[0], f"12: held at {was.at}")
        return found

    def _at_its_instant(self, before: Standing, was: Standing) -> list[str]:
        """As of the instant of its entry a change is there as a whole, and a microsecond earlier not at all."""
        entry = Entry.objects.filter(pk=was.entry, account_id__in=self.accounts, refusal="").first()
        if entry is None or was.entry == before.entry:
            return []
        then, earlier = (
            as_read(grants.facts(account_ids=self.accounts, at=entry.at - ago), self.accounts)
            for ago in (timedelta(0), timedelta(microseconds=1))
        )
        return [
            *differences(then, as_read(was.known, self.accounts), f"12: as of entry {entry.pk}, {entry.kind}"),
            *differences(earlier, as_read(before.known, self.accounts), f"12: before entry {entry.pk}, {entry.kind}"),
        ]

    def _look(self) -> Standing:
        known = grants.facts(account_ids=self.accounts)
        at = clock.now()
        levels = f.Facts(known.active, known.portals, grants=known.grants)
        return Standing(
            at,
            known,
            dict(Account.objects.filter(pk__in=self.accounts).values_list("pk", "version")),
            [_held(known, at + ahead, self.accounts) for ahead in AHEAD],
            _held(levels, at, self.accounts),
            Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0,
        )


def _held(known: f.Facts, at: datetime, accounts: list[int]) -> Held:
    people = [(account, person) for account in accounts for person in known.people_in.get(account, ())]
    found = {(account, person): held(known, person, account, at) for account, person in people}
    return {key: rights for key, rights in found.items() if rights}


def _apart(was: Standing, now: Standing, record: Record) -> list[str]:
    """Rights in an account change under its lock alone; without one no other account's can have mattered (7, 10)."""
    same = {account for account, version in was.versions.items() if now.versions[account] == version}
    changed = {key[0] for key in {*was.held[0], *now.held[0]} if was.held[0].get(key) != now.held[0].get(key)}
    return [f"7: rights in account {account} changed without its lock" for account in sorted(same & changed)]


def _sides(was: Standing, now: Standing, record: Record) -> list[str]:
    """No role changes what a level gives, and no level what a role gives, where administrators are named (3)."""
    if record["do"] in OF_THE_OFFICE and was.by_level != now.by_level:
        return ["3: it changed what levels give"]
    bills = frozenset(BILLING)
    office = [{key: rights - bills for key, rights in each.held[0].items() if rights - bills} for each in (was, now)]
    return ["3: it changed what roles give"] if record["do"] in OF_BILLING and office[0] != office[1] else []


def _given(was: Standing, now: Standing, record: Record) -> list[str]:
    """Nobody ends with a right that the giver does not hold, nor for longer (8)."""
    giver = _giver(record)
    if giver is None:
        return []
    found = []
    for ahead, before, after in zip(AHEAD, was.held, now.held, strict=True):
        for (account, person), rights in after.items():
            gained = rights - before.get((account, person), frozenset()) - TELEPHONE
            if unheld := gained - before.get((account, giver), frozenset()):
                found.append(f"8: person {person} gains {sorted(unheld)} of person {giver}, seen {ahead} ahead")
    return found


def _giver(record: Record) -> int | None:
    """By whose right it is done; None where it is nobody's: the operator's doing, or what was given before."""
    if "invitation" in record["args"] and record["do"].startswith("accept"):
        return Invitation.objects.filter(pk=record["args"]["invitation"]).values_list("invited_by", flat=True).first()
    if not record["by"] or record["do"] in ("confirm_sign_up", "resume_member"):
        return None
    return int(record["by"])


def _searches(now: Standing) -> list[str]:
    """Who may and where one may are what is held, for a right that changes with every look (11)."""
    right = list(Permission)[now.entry % len(Permission)]
    found = []
    for account in now.versions:
        allowed = [p for (a, p), rights in sorted(now.held[0].items()) if a == account and right in rights]
        if list(who(now.known, right, account, now.at)) != allowed:
            found.append(f"11: who may {right} in account {account}")
        found += [f"11: where {p} may {right}" for p in allowed if account not in where(now.known, p, right, now.at)]
    return found


def _by_token(now: Standing) -> list[str]:
    """A token of somebody's, for some rights, holds those of them that the person holds and that stand alone (6, 8)."""
    dice = random.Random(now.entry)
    account, person = dice.choice(sorted(now.held[0]))
    scopes = frozenset(dice.sample(list(Permission), dice.randrange(1, 8)))
    actor = Actor.token(1, owner=person, scopes=frozenset(scopes))
    rights = grants.access_to(actor, Account.objects.get(pk=account)).held
    expected = {right for right in now.held[0][account, person] & scopes if NEEDS.get(right, right) in scopes}
    return [] if rights == expected else [f"8: a token for {sorted(scopes)} of person {person} holds {sorted(rights)}"]
