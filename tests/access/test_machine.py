"""The decision under random changes: what it shows is enough and none too much, and what it never depends on.

A stateful machine without a database; `tests/random` does the same through the commands. The seed is fixed.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bursar.access.facts import Active, Facts, Grant, InGroup, Membership, Nested, Portal, PortalKind, Source, Span
from bursar.access.permissions import BILLING, NEEDS, Level, PbxPermission, Permission, Role
from bursar.access.policy import Chain, Decision, decide, givers, held, where, who
from bursar.access.resources import Resource
from bursar.access.ways import Fault
from tests.access.dated import ACCOUNTS, ALL, GROUPS, PEOPLE, History, facts, shuffled

SEED, EXAMPLES, STEPS = 20260303, 12, 40
accounts, people, groups = st.sampled_from(ACCOUNTS), st.sampled_from(PEOPLE), st.sampled_from(GROUPS)
rights = st.frozensets(st.sampled_from(ALL), max_size=4)


@seed(SEED)
class Machine(RuleBasedStateMachine):
    """Two accounts, three people, three groups; every instant so far is remembered with what was held then."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History()
        self.remembered: list[tuple[datetime, dict[tuple[int, int], frozenset[Permission]]]] = []

    @initialize()
    def begin(self) -> None:
        self.history.begin()
        self.history.pass_time()

    @rule(person=people, is_active=st.sampled_from([True, True, False]))
    def person(self, person: int, is_active: bool) -> None:
        self.history.put(("active", person), Active(person, self.history.span()) if is_active else None)

    @rule(account=accounts, kind=st.sampled_from(PortalKind))
    def portal(self, account: int, kind: PortalKind) -> None:
        self.history.put(("portal", account), Portal(account, kind, self.history.span()))

    @rule(account=accounts, person=people, role=st.sampled_from(Role), custom=rights, suspended=st.booleans())
    def member(self, account: int, person: int, role: Role, custom: frozenset[Permission], suspended: bool) -> None:
        row = self.history.member(account, person, role, custom, is_suspended=suspended and role != Role.CUSTOM)
        self.history.put(("member", account, person), row)

    @rule(account=accounts, person=people)
    def leave(self, account: int, person: int) -> None:
        self.history.put(("member", account, person), None)

    @rule(account=accounts, person=people, group=groups, is_in=st.sampled_from([True, True, False]))
    def in_group(self, account: int, person: int, group: int, is_in: bool) -> None:
        row = InGroup(account, person, group, f"G{group}", self.history.span())
        self.history.put(("inside", account, person, group), row if is_in else None)

    @rule(account=accounts, child=groups, parent=groups)
    def nest(self, account: int, child: int, parent: int) -> None:
        row = Nested(account, child, parent, f"G{parent}", self.history.span())
        self.history.put(("nested", account, child), row if child != parent else None)

    @rule(
        account=accounts,
        person=people,
        level=st.sampled_from(Level),
        chosen=rights,
        wait=st.sampled_from([0, 0, 3]),
        length=st.sampled_from([None, None, 1, 5]),
    )
    def level(self, account, person, level, chosen, wait, length) -> None:
        row = self.history.grant(account, level, chosen, self.history.span(wait, length), person=person)
        self.history.put(("level", account, person), row)

    @rule(account=accounts, name=st.sampled_from(PbxPermission), person=people, group=st.none() | groups)
    def tick(self, account: int, name: PbxPermission, person: int, group: int | None) -> None:
        holder = {"person": person} if group is None else {"group": group}
        row = self.history.grant(account, name, (), self.history.span(), **holder)
        self.history.put(("tick", account, name, *holder.items()), row)

    @rule(minutes=st.integers(1, 6))
    def time(self, minutes: int) -> None:
        self.history.pass_time(minutes)

    @invariant()
    def all_holds(self) -> None:
        known, at = facts(self.history.everything), self.history.now
        had = {(account, person): held(known, person, account, at) for account in ACCOUNTS for person in PEOPLE}
        self.remembered.append((at, had))
        for (account, person), rights in had.items():
            assert rights == {right for right in ALL if _may(known, person, right, account, at)}
            assert Permission.INVOICE_PAY not in rights or Permission.INVOICE_VIEW in rights
        person, right, account = PEOPLE[len(self.remembered) % 3], ALL[len(self.remembered) % len(ALL)], ACCOUNTS[0]
        for each in (right, Permission.INVOICE_PAY):
            decision = decide(known, person, each, Resource.of(account), at)
            _is_shown(known, decision, person, account, at)
            _is_named(known, decision, person, account, at)
            assert _told(decide(_of(known, account), person, each, Resource.of(account), at)) == _told(decision)
            again = facts(shuffled(self.history.everything, len(self.remembered)))
            assert _told(decide(again, person, each, Resource.of(account), at)) == _told(decision)
            assert list(who(known, each, account, at)) == [p for p in PEOPLE if each in had[account, p]]
            assert where(known, person, each, at) == {a for a in ACCOUNTS if each in had[a, person]}
        _is_independent(known, had, at)

    def teardown(self) -> None:
        """Asked about any instant of the past, all the facts together say what was held then."""
        known = facts(self.history.everything)
        for at, had in self.remembered:
            for (account, person), rights in had.items():
                assert held(known, person, account, at) == rights


def _may(known: Facts, person: int, right: Permission, account: int, at: datetime) -> bool:
    return decide(known, person, right, Resource.of(account), at).is_allowed


def _told(decision: Decision) -> tuple[object, ...]:
    return frozenset(decision.chains), decision.denial


def _is_shown(known: Facts, decision: Decision, person: int, account: int, at: datetime) -> None:
    """Each chain is enough alone, until it says it ends; without any one of its facts it is gone (invariant 1).

    Of a Super admin with a tick for the PBX the membership alone is enough to enter: that is the other chain then.
    """
    about = Resource.of(account)
    for chain in decision.chains:
        for shown in _shown(chain):
            assert decide(facts(shown), person, decision.action, about, at).is_allowed
            for fact in shown:
                left = decide(facts(shown - {fact}), person, decision.action, about, at)
                assert {way.way for way in left.chains} <= {way.way for way in decision.chains} - {chain.way}
        for fact in chain.way.facts:
            left = decide(_without(known, fact), person, decision.action, about, at)
            assert chain not in left.chains
        together = set().union(*_shown(chain))
        if chain.until is not None:
            before, then = chain.until - timedelta(microseconds=1), chain.until
            assert decide(facts(together), person, decision.action, about, before).is_allowed
            assert not decide(facts(together), person, decision.action, about, then).is_allowed


def _shown(chain: Chain) -> list[frozenset[Any]]:
    """The facts that it shows: with those of one of the chains of what it needs, each in turn."""
    own = frozenset(chain.way.facts)
    return [own | frozenset(need.way.facts) for need in chain.needs] or [own]


def _is_named(known: Facts, decision: Decision, person: int, account: int, at: datetime) -> None:
    """A denial's nearest road is one that is there; put right what it says is wrong, and it counts."""
    denial = decision.denial
    assert decision.is_allowed == (denial is None)
    if denial is None:
        return
    assert all(fact in getattr(known, _field(fact)) for fact, _ in denial.nearest)
    mended = facts([_mended(fact, fault, at) for fact, fault in denial.nearest])
    if any(isinstance(fact, Active) for fact, _ in denial.nearest):
        lacking = denial.lacks
        needs_more = NEEDS.get(lacking) is not None
        assert needs_more or decide(mended, person, lacking, Resource.of(account), at).is_allowed
    assert set(givers(known, denial, account, at)) <= known.people_in.get(account, frozenset())


def _mended(fact, fault: Fault | None, at: datetime):
    if fault in (Fault.OVER, Fault.NOT_YET):
        fact = replace(fact, span=Span(at, None))
    if isinstance(fact, Membership):
        fact = replace(fact, is_suspended=False)
    if fault is Fault.ASLEEP:
        fact = replace(fact, kind=PortalKind.ASSIGNED)
    return fact


def _is_independent(known: Facts, had, at: datetime) -> None:
    """Where administrators are named: no membership changes what a level gives, no level what a role gives (3)."""
    levels = replace(known, memberships=frozenset(), in_groups=frozenset(), nestings=frozenset())
    offices = replace(known, grants=frozenset(grant for grant in known.grants if grant.source is Source.PBX))
    for (account, person), rights in had.items():
        if any(p.kind is PortalKind.ASSIGNED and p.span.covers(at) for p in known.portals_of.get(account, ())):
            by_level = held(levels, person, account, at)
            assert by_level <= rights
            assert held(offices, person, account, at) - frozenset(BILLING) == rights - frozenset(BILLING)
            given = frozenset().union(*(g.permissions for g in known.grants_to.get((account, person, None), ())))
            assert by_level <= given


def _of(known: Facts, account: int) -> Facts:
    """What is known of one account alone (invariant 7)."""
    return facts(f for kind in FIELD_NAMES for f in getattr(known, kind) if getattr(f, "account", account) == account)


def _without(known: Facts, fact) -> Facts:
    return replace(known, **{_field(fact): getattr(known, _field(fact)) - {fact}})


def _field(fact) -> str:
    kinds = {Active: 0, Portal: 1, Membership: 2, InGroup: 3, Nested: 4, Grant: 5}
    return FIELD_NAMES[kinds[type(fact)]]


FIELD_NAMES = ("active", "portals", "memberships", "in_groups", "nestings", "grants")


def test_whatever_changes_the_decision_is_what_it_shows_and_no_more_invariants_1_2_3_6_7_11_12_14():
    print(f"seed {SEED}")  # noqa: T201  # shown when it fails
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
        ),
        _min_steps=STEPS - 1,
    )
