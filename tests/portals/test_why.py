"""Why can I, or why can't I: the page that answers for oneself, and the ways that lead to it."""

import pytest

from bursar.access.permissions import Level, Permission, Role
from bursar.accounts.models import CustomRole
from bursar.grants import steps
from bursar.grants.models import Grant
from bursar.lifecycle.commands.members import change_role
from bursar.lifecycle.commands.roles import edit_role
from tests.billing.conftest import days, give
from tests.kinds import ASSIGNED, switch
from tests.personas import BY, World


@pytest.fixture
def answer(world: World, signed_in):
    """What a persona is answered about a right."""

    def ask(persona: str, right: str = "invoice:pay", number: str = "") -> str:
        page = signed_in(persona).get("/me/access/why/", {"account": number or world.account.number, "right": right})
        return f"{page.status_code} {' '.join(page.content.decode().split())}"

    return ask


def test_a_super_admin_is_told_that_no_role_does_and_who_could_help(world, answer):
    world.person("full")
    page = answer("super_admin")
    assert "You do not hold the right “Pay invoices” in Northwind Traders." in page
    assert "The role “Super admin” contains no right over the bills of this account." in page
    assert "<strong>Full Example</strong>" in page
    assert "Request access" in page


def test_the_link_that_is_missing_is_drawn_broken(world, answer):
    page = answer("member")
    assert '<span class="chain__link chain__link--broken"><span class="chain__fault">missing</span></span>' in page


def test_who_holds_a_right_is_told_each_way(world, answer):
    page = answer("pbx_payer")
    assert "You hold the right “Pay invoices”" in page
    assert "Pay invoices: through group Finance, in group Direction." in page
    assert "chain__link--broken" not in page


def test_what_was_taken_back_is_told_with_its_day(world, answer):
    person = give(world, "demoted", Level.PAYER)
    steps.close(BY, Grant.objects.get(person=person))
    steps.give_level(BY, world.account, person, Level.VIEWER, how=Grant.How.EDIT)
    assert "The level “Payer” ended on" in answer("demoted")


def test_what_is_to_come_is_told_with_its_day(world, answer):
    give(world, "early", Level.PAYER, valid_from=days(9))
    assert "“Payer” counts from" in answer("early")


def test_who_is_suspended_is_told_so_and_no_names(world, answer):
    world.person("full")
    page = answer("suspended", "member:view")
    assert "The membership of this account is suspended" in page
    assert "Full Example" not in page


def test_an_administrator_from_outside_sees_no_names_of_people(world, answer):
    world.person("full")
    page = answer("viewer")
    assert "In the billing portal, by a billing administrator who manages administrators and holds it:" in page
    assert "Full Example" not in page


def test_where_nobody_could_give_it_that_is_said(world, answer):
    assert "In the billing portal nobody can give it at present" in answer("member")


def test_of_another_account_one_learns_nothing(world, other_world, answer):
    assert answer("full", number=other_world.account.number).startswith("404")
    assert answer("full", number="C-0000-0000").startswith("404")


def test_a_right_that_does_not_exist_is_no_question(world, answer):
    assert answer("full", "invoice:burn").startswith("404")


@pytest.mark.parametrize(
    ("persona", "door", "path", "right"),
    [
        ("member", "billing", "", "billing_portal%3Aenter"),
        ("member", "admin", "", "admin_portal%3Aenter"),
        ("member", "pbx", "", "pbx%3Aenter"),
        ("payer", "billing", "administrators/", "billing_admin%3Amanage"),
        ("custom_role", "admin", "roles/", "role%3Amanage"),
        ("pbx_viewer", "pbx", "permissions/", "pbx_permission%3Amanage"),
    ],
)
def test_every_refusal_leads_there(world, signed_in, persona, door, path, right):
    page = signed_in(persona, entered=door).get(f"/{door}/{world.account.number}/{path}")
    assert page.status_code == 403
    assert f"/me/access/why/?account={world.account.number}&amp;right={right}" in page.content.decode()


def test_my_access_lists_what_one_does_not_have(world, signed_in):
    page = signed_in("viewer").get("/me/access/").content.decode()
    assert "18 rights that you do not have" in page
    assert "right=invoice%3Apay" in page


def test_the_answer_takes_few_questions(world, signed_in, django_assert_max_num_queries):
    world.person("full")
    browser = signed_in("super_admin")
    with django_assert_max_num_queries(8):
        browser.get("/me/access/why/", {"account": world.account.number, "right": "invoice:pay"})


def test_who_was_given_another_role_is_told_until_when_the_one_before_gave_it(world, answer):
    admin, by = world.person("admin"), world.actor("super_admin")
    change_role(by, account=world.account, person_uid=admin.uid, role=Role.MEMBER)
    page = answer("admin", "member:manage")
    assert "It came with the role “Admin” until" in page
    assert "The membership of this account ended" not in page


def test_what_a_role_contained_once_is_told_with_its_end(by_role, answer):
    role, by = CustomRole.objects.get(name="Treasurer"), by_role.actor("super_admin")
    rest = frozenset({Permission.BILLING_PORTAL_ENTER, Permission.INVOICE_VIEW})
    edit_role(by, account=by_role.account, role_uid=role.uid, name=role.name, permissions=rest)
    assert "It came with the role “Treasurer” until" in answer("treasurer")
    assert "You hold the right “View invoices”" in answer("treasurer", "invoice:view")


def test_what_a_role_gave_while_the_portal_went_by_role_is_told_with_its_end(by_role, answer):
    assert "It was given by name, but the billing portal of this account goes by role" in answer("full")
    switch(by_role, ASSIGNED)
    assert "The billing portal of this account has not gone by role since" in answer("super_admin")
    assert "You hold the right “Pay invoices”" in answer("full")
