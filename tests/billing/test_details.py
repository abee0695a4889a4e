"""Billing details and recipients: who may change them, VAT numbers, and that a recipient holds no right."""

import pytest

from bursar.access.actor import Actor
from bursar.access.permissions import Level
from bursar.audit.models import Entry
from bursar.billing import commands
from bursar.billing.models import Recipient
from bursar.billing.queries import DETAILS, billing_details, details_revision, recipient_revision, recipients
from bursar.billing.vat import fault_of, normalised
from bursar.core.errors import Conflict, Forbidden, NotKnown, Refused
from bursar.grants.queries import permissions
from tests.billing.conftest import give
from tests.personas import World, make_person


def change(world: World, by: str = "full", seen: str = "", **details: str) -> None:
    now = {name: getattr(billing_details(world.account), name) for name in DETAILS}
    commands.change_billing_details(
        world.actor(by),
        account=world.account,
        details={**now, **details},
        seen=seen or details_revision(billing_details(world.account)),
    )


def add(world: World, email: str, by: str = "full", **more: bool) -> Recipient:
    wanted = {"wants_invoices": True, "wants_receipts": False, **more}
    return commands.add_recipient(world.actor(by), account=world.account, email=email, language="en", **wanted)


def test_the_details_are_changed_by_who_holds_the_right(world: World):
    change(world, city="Lyon", country="FR", vat_number="fr 83 404 833 048")
    row = billing_details(world.account)
    assert (row.city, row.vat_number) == ("Lyon", "FR83404833048")


@pytest.mark.parametrize("persona", ["viewer", "payer", "super_admin"])
def test_nobody_else_changes_them(world: World, persona):
    with pytest.raises(Forbidden):
        change(world, persona, city="Lyon")


def test_two_browsers_changing_the_details_the_second_is_told(world: World):
    stale = details_revision(billing_details(world.account))
    change(world, city="Lyon")
    with pytest.raises(Conflict):
        change(world, city="Paris", seen=stale)


@pytest.mark.parametrize(
    ("number", "country", "fault"),
    [
        ("FR83404833048", "FR", None),
        ("GB365462636", "GB", None),
        ("EL094259216", "GR", None),
        ("ATU13585627", "AT", None),
        ("XI365462636", "GB", None),
        ("DE136695976", "DE", None),
        ("DE136695977", "DE", "digits"),
        ("FR84404833048", "FR", "digits"),
        ("DE12345678", "DE", "form"),
        ("GB365462636", "FR", "prefix"),
        ("83404833048", "FR", "prefix"),
        ("CHE123456789MWST", "CH", None),
        ("FR1", "", "form"),
    ],
)
def test_a_vat_number_has_the_form_and_the_check_digits_of_its_country(number, country, fault):
    assert fault_of(normalised(number), country) == fault


def test_a_malformed_vat_number_is_refused_beside_its_field(world: World):
    with pytest.raises(Refused) as refusal:
        change(world, country="DE", vat_number="DE1")
    assert refusal.value.field == "vat_number"


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"delivery_country": "XX", "delivery_address": "Quay 4"}, "delivery_country"),
        ({"delivery_country": "BE"}, "delivery_address"),
    ],
)
def test_a_country_of_delivery_is_known_and_goes_with_an_address(world: World, wanted, field):
    with pytest.raises(Refused) as refusal:
        change(world, **wanted)
    assert refusal.value.field == field


def test_an_entry_says_which_details_changed_and_not_what_they_are(world: World):
    change(world, city="Lyon")
    assert Entry.objects.get(kind="billing.details.changed").new == {"fields": ["city"]}


def test_a_recipient_holds_no_right(world: World):
    person = make_person("clerk")
    add(world, person.email)
    assert permissions(person.pk, world.account) == frozenset()


def test_an_address_is_a_recipient_once_whatever_its_case(world: World):
    add(world, "bills@example.com")
    with pytest.raises(Refused) as refusal:
        add(world, "Bills@Example.com")
    assert (refusal.value.code, refusal.value.field) == ("already_recipient", "email")


def test_a_recipient_is_sent_something(world: World):
    with pytest.raises(Refused) as refusal:
        add(world, "bills@example.com", wants_invoices=False)
    assert refusal.value.code == "nothing_wanted"


def test_a_viewer_adds_no_recipient(world: World):
    with pytest.raises(Forbidden):
        add(world, "bills@example.com", "viewer")


def test_a_recipient_is_changed_and_removed(world: World):
    row = add(world, "bills@example.com")
    commands.change_recipient(
        world.actor("full"),
        account=world.account,
        uid=row.uid,
        email="accounts@example.com",
        language="fr",
        wants_invoices=True,
        wants_receipts=True,
        seen=recipient_revision(row),
    )
    assert [r.email for r in recipients(world.account)] == ["accounts@example.com"]
    commands.remove_recipient(world.actor("full"), account=world.account, uid=row.uid)
    assert recipients(world.account) == []
    with pytest.raises(NotKnown):
        commands.remove_recipient(world.actor("full"), account=world.account, uid=row.uid)


def test_another_accounts_recipient_does_not_exist(world: World, other_world: World):
    row = add(world, "bills@example.com")
    with pytest.raises(NotKnown):
        commands.remove_recipient(_full_of(other_world), account=other_world.account, uid=row.uid)


def _full_of(world: World) -> Actor:
    give(world, "elsewhere", Level.FULL)
    return world.actor("elsewhere")
