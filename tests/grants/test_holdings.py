"""What one person holds in one account, and whether they are a member there."""

from datetime import timedelta

from bursar.access.permissions import Permission, Role
from bursar.accounts.models import Membership
from bursar.grants import queries
from bursar.grants.queries.holdings import holdings, holdings_in
from tests.invariants import write
from tests.personas import World


def is_member(world: World, persona: str) -> bool:
    return holdings_in(world.person(persona).pk, world.account).is_member(world.account)


def test_members_are_those_who_are_in_it_and_not_suspended(world):
    assert [is_member(world, name) for name in ("member", "suspended", "payer", "stranger")] == [
        True,
        False,
        False,
        False,
    ]


def test_who_has_left_is_no_member(world):
    row = Membership.objects.get(person=world.person("member"))
    write(row, ended_at=row.started_at + timedelta(microseconds=1))
    assert not is_member(world, "member")


def test_a_membership_of_a_custom_role_goes_by_the_name_of_the_role(world):
    someone, admin = world.person("custom_role"), world.person("admin")
    known = queries.facts(account_ids=[world.account.pk])
    assert {each.person: each.role for each in known.memberships} == {someone.pk: "Receptionist", admin.pk: Role.ADMIN}


def test_what_is_held_anywhere_is_held_in_one_account_at_least(world):
    found = holdings(world.person("viewer").pk)
    assert found.accounts == (world.account,)
    assert found.anywhere == {Permission.BILLING_PORTAL_ENTER, Permission.INVOICE_VIEW}
    assert found.why(Permission.INVOICE_VIEW, world.account).is_allowed
