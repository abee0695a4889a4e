"""Who loses access to the invoices stops being a recipient, by whatever road, unless the address is confirmed anew."""

import re
from collections.abc import Callable

import pytest
from django.core import mail as delivered

from bursar.access.actor import Actor
from bursar.access.permissions import Level, PbxPermission, Permission, Role
from bursar.accounts.models import Person
from bursar.accounts.steps import open_membership, operator_named
from bursar.billing import commands
from bursar.billing.models import Recipient
from bursar.core import clock
from bursar.grants.models import Grant
from bursar.grants.steps import close, give_pbx
from bursar.lifecycle.commands import operator
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from tests.billing.conftest import days, give, seen, terms
from tests.invoices.files import as_json, invoice, take
from tests.personas import BY, World, pbx_holder

pytestmark = pytest.mark.django_db(transaction=True)

BOOKS = "books@example.com"  # nobody's who signs in


def removed(world: World, person: Person) -> None:
    commands.remove_billing_admin(world.actor("full"), account=world.account, person=person, seen=seen(world, person))


def left(world: World, person: Person) -> None:
    world.person("full")
    commands.leave_billing_portal(Actor.person(person.pk, door="tests"), account=world.account)


def reduced(world: World, person: Person) -> None:
    only_details = terms(Level.CUSTOM, Permission.BILLING_DETAILS_MANAGE)
    grant = seen(world, person)
    commands.change_billing_admin(
        world.actor("full"), account=world.account, person=person, terms=only_details, seen=grant
    )


def deactivated(_world: World, person: Person) -> None:
    operator.deactivate_person(operator_named("Ada"), email=person.email, reason="Left the company")


ROADS: list[Callable[[World, Person], None]] = [removed, left, reduced, deactivated]


def recipient(world: World, email: str) -> Recipient:
    """A confirmed one."""
    return Recipient.objects.create(
        portal=world.account.billing_portal, email=email, confirmed_at=clock.now(), wants_receipts=True
    )


def sent_to(world: World) -> set[str]:
    """To whom a new invoice goes."""
    delivered.outbox.clear()
    take(as_json(invoice(world.account.number, number=f"A-{OutboxMail.objects.count()}")))
    OutboxMail.objects.exclude(kind="invoice.issued").delete()
    send_due()
    return {address for each in delivered.outbox for address in each.to}


@pytest.mark.parametrize("road", ROADS)
def test_by_whatever_road_access_goes_invoices_go_no_longer(world, road):
    nora = give(world, "nora", Level.VIEWER)
    recipient(world, nora.email)
    recipient(world, BOOKS)
    assert sent_to(world) == {nora.email, BOOKS}
    road(world, nora)
    assert sent_to(world) == {BOOKS}


def test_an_end_by_date_and_a_permission_taken_are_roads_too(world):
    dated = give(world, "nora", Level.VIEWER, valid_until=days(3))
    ticked = pbx_holder(world, "pablo", PbxPermission.VIEW_INVOICES)
    recipient(world, dated.email)
    recipient(world, ticked.email)
    assert sent_to(world) == {dated.email, ticked.email}
    close(BY, Grant.objects.get(person=ticked))
    assert sent_to(world) == {dated.email}
    with clock.at(days(4)):
        assert sent_to(world) == set()


def test_whoever_keeps_another_way_to_the_invoices_goes_on(world):
    nora = give(world, "nora", Level.VIEWER)
    give_pbx(BY, world.account, PbxPermission.VIEW_INVOICES, person=nora)
    open_membership(world.account, nora, Role.MEMBER)
    recipient(world, nora.email)
    removed(world, nora)
    assert sent_to(world) == {nora.email}


def test_who_never_had_access_has_none_to_lose(world):
    recipient(world, world.person("member").email)
    assert sent_to(world) == {"member@example.com"}


def test_who_confirms_anew_is_sent_them_again_and_not_before(world, client):
    nora = give(world, "nora", Level.VIEWER)
    row = recipient(world, nora.email)
    removed(world, nora)
    commands.resend_confirmation(world.actor("full"), account=world.account, uid=row.uid)
    assert sent_to(world) == set()
    delivered.outbox.clear()
    commands.resend_confirmation(world.actor("full"), account=world.account, uid=row.uid)
    send_due()
    (asked,) = [each for each in delivered.outbox if each.to == [nora.email]]
    assert client.post(re.search(r"/recipient/\w+/", asked.body).group()).status_code == 200
    assert sent_to(world) == {nora.email}


def test_the_page_says_since_when_and_offers_to_ask_again(world, signed_in):
    nora = give(world, "nora", Level.VIEWER)
    row = recipient(world, nora.email)
    there = f"/billing/{world.account.number}/details/"
    assert "Access ended" not in signed_in("full", entered="billing").get(there).content.decode()
    removed(world, nora)
    page = signed_in("full", entered="billing").get(there).content.decode()
    assert "Access ended" in page
    assert f"/recipients/{row.uid}/resend/" in page
