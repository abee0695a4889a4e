"""Each way to decide in memory: a function of the grants that answers a function of person and account."""

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime

import casbin
import cedarpy

from bench.questions import ACCOUNTS, Given
from bursar.access.facts import Active, Facts, Grant, InGroup, Membership, Portal, PortalKind, Source, Span
from bursar.access.permissions import LEVELS, PBX, Level, PbxPermission, Permission
from bursar.access.policy import decide
from bursar.access.resources import Resource

Ask = Callable[[int, int], bool]
NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
SINCE = Span(datetime(2026, 1, 1, tzinfo=UTC))
PAY, CARRIED = LEVELS[Level.PAYER], PBX[PbxPermission.PAY_INVOICES]

TITLES = {
    "frozenset": "a frozenset of (person, account): no dates, no groups",
    "bursar": "Bursar: dated, nested, with every chain",
    "cedarpy": "cedarpy, policies and entities parsed once",
    "casbin": "pycasbin FastEnforcer",
    "guardian": "django-guardian (its rows in SQLite)",
}


def frozenset_(grants: list[Given]) -> Ask:
    """What a hand-written program would do that explains nothing."""
    held = {(each.person, each.account) for each in grants}
    return lambda person, account: (person, account) in held


def bursar_(grants: list[Given]) -> Ask:
    """The facts once in memory and found by their index; the decision each time anew."""
    own = (
        Grant(n, g.account, Source.BILLING, Level.PAYER, PAY, SINCE, person=g.person)
        for n, g in enumerate(grants) if g.group is None
    )  # fmt: skip
    carried = (
        Grant(-n, g.account, Source.PBX, PbxPermission.PAY_INVOICES, CARRIED, SINCE, group=g.group)
        for n, g in enumerate(grants) if g.group is not None
    )  # fmt: skip
    known = Facts(
        active=frozenset(Active(g.person, SINCE) for g in grants),
        portals=frozenset(Portal(account, PortalKind.ASSIGNED, SINCE) for account in range(ACCOUNTS)),
        memberships=frozenset(Membership(g.account, g.person, "member", frozenset(), False, SINCE) for g in grants),
        in_groups=frozenset(InGroup(g.account, g.person, g.group, "", SINCE) for g in grants if g.group is not None),
        grants=frozenset([*own, *carried]),
    )
    return lambda person, account: decide(known, person, Permission.INVOICE_PAY, Resource.of(account), NOW).is_allowed


def cedarpy_(grants: list[Given]) -> Ask:
    """A person is in the account's payers, or in a group that is."""

    def entity(kind: str, number: int, *parents: tuple[str, int]) -> dict[str, object]:
        over = [{"type": parent, "id": str(of)} for parent, of in parents]
        return {"uid": {"type": kind, "id": str(number)}, "attrs": {}, "parents": over}

    people = [
        entity("Person", g.person, ("Payers", g.account) if g.group is None else ("Group", g.group)) for g in grants
    ]
    groups = [entity("Group", g.group, ("Payers", g.account)) for g in grants if g.group is not None]
    accounts = [entity("Payers", account) for account in range(ACCOUNTS)]
    accounts += [
        entity("Account", a) | {"attrs": {"payers": {"__entity": {"type": "Payers", "id": str(a)}}}}
        for a in range(ACCOUNTS)
    ]
    policies = cedarpy.PolicySet.from_str(
        'permit(principal, action == Action::"pay", resource) when { principal in resource.payers };'
    )
    entities = cedarpy.Entities.from_json_str(json.dumps([*people, *groups, *accounts]))

    def ask(person: int, account: int) -> bool:
        request = {
            "principal": {"type": "Person", "id": str(person)},
            "action": {"type": "Action", "id": "pay"},
            "resource": {"type": "Account", "id": str(account)},
            "context": {},
        }
        return bool(cedarpy.is_authorized(request, policies, entities).allowed)

    return ask


_MODEL = """
[request_definition]
r = sub, dom, act
[policy_definition]
p = sub, dom, act
[role_definition]
g = _, _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.sub, p.sub, r.dom) && r.dom == p.dom && r.act == p.act
"""


def casbin_(grants: list[Given]) -> Ask:
    """Roles within domains, the policies keyed by domain and action as its own documentation advises."""
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as model:
        model.write(_MODEL)
        model.flush()
        enforcer = casbin.FastEnforcer(model.name, cache_key_order=[1, 2])
    for account in range(ACCOUNTS):
        enforcer.add_policy("payer", str(account), "pay")
    enforcer.add_grouping_policies(
        [[f"p{g.person}", "payer" if g.group is None else f"g{g.group}", str(g.account)] for g in grants]
        + [[f"g{g.group}", "payer", str(g.account)] for g in grants if g.group is not None]
    )
    return lambda person, account: bool(enforcer.enforce(f"p{person}", str(account), "pay"))
