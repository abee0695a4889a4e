"""The last Super admin stays, however many go at the same instant (rule 2), each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from bursar.access.permissions import Role
from bursar.accounts.queries.people import people_count
from bursar.core.errors import Refused
from bursar.lifecycle.commands.leaving import leave_account
from bursar.lifecycle.commands.members import change_role, remove_member, suspend_member
from tests.personas import World, make_account, member


@pytest.fixture
def three(transactional_db):
    """An account of three Super admins, whose rows other connections see."""
    world = World(make_account("Northwind Traders"), {})
    world.people |= {name: member(world, name, Role.SUPER_ADMIN) for name in ("ada", "bob", "cleo")}
    return world


def together(acts):
    """Do them all at once: what each came to."""
    gate = Barrier(len(acts))

    def one(act):
        gate.wait()
        try:
            act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.mark.parametrize("turn", range(3))
def test_super_admins_who_all_go_at_once_leave_one(three, turn):
    ada, bob, cleo = (three.actor(name) for name in ("ada", "bob", "cleo"))
    account, uid = three.account, {name: three.person(name).uid for name in three.people}
    acts = [
        lambda: leave_account(ada, account=account),
        lambda: change_role(bob, account=account, person_uid=uid["bob"], role=Role.MEMBER),
        lambda: remove_member(cleo, account=account, person_uid=uid["bob"]),
        lambda: suspend_member(ada, account=account, person_uid=uid["cleo"]),
        lambda: leave_account(cleo, account=account),
    ]
    outcomes = together(acts[turn:] + acts[:turn])
    assert people_count(account)["super_admins"] == 1
    assert "last_super_admin" in outcomes
