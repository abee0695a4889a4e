"""What was paid, as the lists of activity tell it: in words, by ids that are looked up (rule 13)."""

from bursar.audit.models import Entry
from bursar.portals.activity import rows
from tests.invoices.making import make_invoice
from tests.payments.paying import NO_MONEY, kept_card, order


def told(kind):
    row = rows(Entry.objects.filter(kind=kind))[0]
    return row.whom, {change.label: change.new for change in row.changes}


def test_an_order_is_told_with_its_invoices_amount_and_method(world):
    order(world, "payer", {make_invoice(world.account, "F-1"): 5000}, method=kept_card(world))
    assert told("payments.payment.ordered") == ("F-1", {"Amount": "€50.00", "Payment method": "Visa ending in 4242"})


def test_an_outcome_is_told_with_its_receipt_or_its_reason(world):
    invoice = make_invoice(world.account, "F-1")
    paid = order(world, "payer", {invoice: 5000}, method=kept_card(world)).payment
    order(world, "payer", {invoice: 5000}, method=kept_card(world, NO_MONEY))
    assert told("payments.payment.succeeded")[1] == {"State": "Paid", "Receipt number": paid.receipt_number}
    assert "not enough money" in told("payments.payment.declined")[1]["Why it was declined"]


def test_entries_hold_no_words_about_people_or_cards(world):
    order(world, "payer", {make_invoice(world.account, "F-1"): 5000}, method=kept_card(world))
    kept = str(list(Entry.objects.values_list("old", "new")))
    assert not any(word in kept for word in ("payer", "Payer", "Visa", "4242"))
