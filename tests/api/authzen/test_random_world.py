"""Search is evaluation: in random small worlds of both kinds of portal, for everybody, everything, every right."""

import random
from datetime import timedelta
from functools import partial
from itertools import product

import pytest

from bursar.access.actor import Actor
from bursar.access.permissions import BILLING, Level, PbxPermission, Permission, Role
from bursar.access.policy import held
from bursar.access.resources import ACTIONS, ResourceType
from bursar.access.scopes import INSTALLATION, PERSONAL
from bursar.accounts import steps as accounts
from bursar.accounts.models import (
    Account,
    CustomRole,
    CustomRolePermission,
    GroupMembership,
    Operator,
    Person,
    PortalKind,
)
from bursar.core import clock
from bursar.grants import queries
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.lifecycle.commands.tokens import make_installation_token, make_token
from tests.invoices.making import make_invoice
from tests.personas import BY, make_account, make_group, make_person

DAY = timedelta(days=1)
CARRIED = [*BILLING[:3], Permission.MEMBER_VIEW, Permission.PBX_CONFIGURE]


def settle(dice, account, people):
    """Members, roles, groups in groups, levels and ticks by the dice; some have ended, some have not begun."""
    role = CustomRole.objects.create(account=account, name="Desk")
    for right in dice.sample(CARRIED, 3):
        CustomRolePermission.objects.create(role=role, permission=right)
    outer = make_group(account, "Outer")
    groups = [outer, make_group(account, "Inner", outer), make_group(account, "Apart")]
    for group in groups:
        for tick in dice.sample(list(PbxPermission), 2):
            grants.give_pbx(BY, account, tick, group=group)
    for person in people:
        if dice.random() < 0.75:
            join(dice, account, person, role, groups)
        if dice.random() < 0.5:
            level(dice, account, person)
        for tick in dice.choice([(), dice.sample(list(PbxPermission), 2), (PbxPermission.VIEW_INVOICES,)]):
            grants.give_pbx(BY, account, tick, person=person)


def join(dice, account, person, custom, groups):
    kind = dice.choice(list(Role))
    row = accounts.open_membership(account, person, kind, custom if kind is Role.CUSTOM else None)
    accounts.change_membership(row, is_suspended=dice.random() < 0.2)
    for group in dice.sample(groups, dice.choice([0, 1, 2])):
        GroupMembership.objects.create(account=account, group=group, person=person)


def level(dice, account, person):
    now = clock.now()
    start, end = dice.choice([(None, None), (None, now + DAY), (now - 2 * DAY, now - DAY), (now + DAY, None)])
    rights, kind, how = dice.sample(list(BILLING), 3), dice.choice(list(Level)), Grant.How.EDIT
    grants.give_level(BY, account, person, kind, how=how, rights=rights, valid_from=start, valid_until=end)


def world(seed):
    """Of this seed: one account that goes by name, one by role."""
    dice = random.Random(seed)
    people = [make_person(f"p{n}") for n in range(7)]
    for kind in ("assigned", "by_role"):
        account = make_account(kind)
        PortalKind.objects.create(account=account, kind=kind)
        settle(dice, account, people)
        make_invoice(account, f"{kind}-1"), make_invoice(account, f"{kind}-2")
    Person.objects.filter(pk=people[0].pk).update(deactivated_at=clock.now())
    return dice, people


def token_of(people):
    """Of the first one who may see others, for everything."""
    known, now = queries.facts(), clock.now()
    sees = {Permission.MEMBER_VIEW, Permission.BILLING_ADMIN_MANAGE}
    accounts = [account.pk for account in Account.objects.all()]
    person = next(p for p in people if any(held(known, p.pk, account, now) & sees for account in accounts))
    return make_token(Actor.person(person.pk, door="tests"), name="Mine", scopes=PERSONAL, days=1).secret


def token_within(_people):
    """Of the installation, for one account."""
    by = Actor.operator(Operator.objects.create(name="Eve").pk)
    return make_installation_token(by, name="It", scopes=INSTALLATION, days=1, account=Account.objects.first()).secret


def resources():
    of_accounts = [{"type": t, "id": a.number} for a in Account.objects.all() for t in ResourceType if t != "invoice"]
    return of_accounts + [{"type": "invoice", "id": d.uid} for a in Account.objects.all() for d in a.documents.all()]


@pytest.mark.parametrize(("seed", "token"), [(0, None), (1, None), (2, token_of), (3, token_of), (4, token_within)])
def test_search_is_evaluation_in_a_random_world(ask, secret, seed, token):
    dice, everybody = world(seed)
    ask = partial(ask, token=token(everybody) if token else secret)
    people = [{"type": "person", "id": person.email} for person in Person.objects.all()]
    rights = {Permission.INVOICE_VIEW, Permission.INVOICE_PAY, *dice.sample(list(Permission), 4)}
    triples = list(product(people, list(Permission), resources()))
    allowed = set()
    for start in range(0, len(triples), 1_000):
        some = [{"subject": s, "action": {"name": a}, "resource": r} for s, a, r in triples[start : start + 1_000]]
        answers = ask("evaluations", {"evaluations": some})["evaluations"]
        allowed |= {key(q) for q, answer in zip(some, answers, strict=True) if answer["decision"]}
    assert {kind for _who, _what, kind, _id in allowed} == set(ResourceType)
    assert {what for _who, what, _kind, _id in allowed} & rights
    assert len({who for who, _what, _kind, _id in allowed}) > 1

    found = set()
    for resource, right in product(resources(), rights):
        body = {"subject": {"type": "person"}, "action": {"name": right}, "resource": resource}
        found |= {key(body | {"subject": each}) for each in ask("search/subject", body)["results"]}
    assert found == {each for each in allowed if each[1] in rights}

    found = set()
    for person, right, kind in product(people, rights, ResourceType):
        body = {"subject": person, "action": {"name": right}, "resource": {"type": kind}}
        found |= {key(body | {"resource": each}) for each in ask("search/resource", body)["results"]}
    assert found == {each for each in allowed if each[1] in rights}

    found = set()
    for person, resource in product(people, resources()):
        body = {"subject": person, "resource": resource}
        found |= {key(body | {"action": each}) for each in ask("search/action", body)["results"]}
    assert found == allowed
    assert all(what in ACTIONS[ResourceType(kind)] for _who, what, kind, _id in allowed)


def key(body):
    return body["subject"]["id"], body["action"]["name"], body["resource"]["type"], body["resource"]["id"]
