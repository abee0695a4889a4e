"""The overview of the billing portal: figures for those who may see them, warnings, ways on (rules 5, 9, 12)."""

import pytest

from bursar.access.permissions import Level, Permission
from bursar.billing.models import AccessRequest, PortalState
from bursar.core import clock
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.invoices import steps
from tests.invoices.making import make_invoice
from tests.personas import BY, make_person


def overview(world, signed_in, persona: str) -> str:
    """What the overview says to a persona."""
    return signed_in(persona, entered="billing").get(f"/billing/{world.account.number}/").content.decode()


def test_what_is_owed_is_shown_by_currency(world, signed_in):
    make_invoice(world.account, "F-1", 12000)
    make_invoice(world.account, "F-2", 500, due_in=-3)
    make_invoice(world.account, "B-1", 700, currency="GBP")
    text = overview(world, signed_in, "viewer")
    for shown in ("€125.00", "€5.00", "£7.00", "1 invoice is overdue"):
        assert shown in text


def test_nothing_owed_is_said_kindly(world, signed_in):
    assert "Every invoice is paid." in overview(world, signed_in, "viewer")


def test_the_chart_has_a_table_behind_it(world, signed_in):
    bill = make_invoice(world.account, "F-1", 12000)
    steps.post_payment(bill, 1, 2000, clock.now())
    text = overview(world, signed_in, "viewer")
    assert '<svg class="chart__plot"' in text
    assert "€20.00</td>" in text


def test_one_full_administrator_left_is_a_warning_to_those_who_can_add_another(world, signed_in):
    world.person("full")
    assert "Only one Full administrator is left" in overview(world, signed_in, "full")
    assert "Only one Full administrator is left" not in overview(world, signed_in, "payer")


def test_with_two_full_administrators_there_is_no_warning(world, signed_in):
    world.person("founder")
    assert "Only one Full administrator is left" not in overview(world, signed_in, "full")


def test_a_portal_without_an_administrator_says_so(world, signed_in):
    PortalState.objects.update(ended_at=clock.now())
    PortalState.objects.create(portal=world.account.billing_portal, state=PortalState.State.NEEDS_ADMIN)
    assert "This portal has no administrator" in overview(world, signed_in, "payer")


@pytest.mark.parametrize(("persona", "is_told"), [("full", True), ("payer", False)])
def test_open_requests_are_told_to_those_who_decide(world, signed_in, persona, is_told):
    AccessRequest.objects.create(portal=world.account.billing_portal, person=world.person("member"))
    assert ("1 access request waits for you" in overview(world, signed_in, persona)) == is_told


def test_a_viewer_is_offered_no_paying(world, signed_in):
    make_invoice(world.account, "F-1")
    assert "Pay invoices" not in overview(world, signed_in, "viewer")
    assert "Pay invoices" in overview(world, signed_in, "payer")


def test_who_may_not_view_invoices_sees_no_figure(world, signed_in):
    make_invoice(world.account, "F-1", 12000)
    clerk = world.people["clerk"] = make_person("clerk")
    rights = [Permission.BILLING_PORTAL_ENTER, Permission.BILLING_DETAILS_MANAGE]
    grants.give_level(BY, world.account, clerk, Level.CUSTOM, rights=rights, how=Grant.How.INVITATION)
    text = overview(world, signed_in, "clerk")
    assert "120.00" not in text
    assert "F-1" not in text


def test_the_overview_takes_the_same_queries_however_many_invoices(world, signed_in, django_assert_max_num_queries):
    for number in range(20):
        make_invoice(world.account, f"F-{number}")
    browser = signed_in("full", entered="billing")
    with django_assert_max_num_queries(32):
        browser.get(f"/billing/{world.account.number}/")


def test_warnings_lead_to_what_mends_them(world, signed_in):
    AccessRequest.objects.create(portal=world.account.billing_portal, person=world.person("member"))
    make_invoice(world.account, "F-1", due_in=-3)
    text = overview(world, signed_in, "full")
    for way in ("administrators/add/", "administrators/", "invoices/"):
        assert f'href="/billing/{world.account.number}/{way}"' in text
