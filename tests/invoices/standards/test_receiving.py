"""Documents of a standard's format, from their bytes to their account."""

from decimal import Decimal

import pytest

from bursar.access.actor import Actor
from bursar.accounts.models import Account
from bursar.cli.data import verify
from bursar.invoices import commands, queries
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.models import Document, DocumentSource, LedgerEntry, Standing, WaitingDocument
from bursar.invoices.receiving import Reception, assign, receive_document
from tests.invoices.standards.ubl_files import known_by, reference, ubl
from tests.personas import World
from tests.refusals import refused

pytestmark = pytest.mark.django_db(transaction=True)
OPERATOR = Actor.operator(1)


@pytest.fixture
def account(world: World) -> Account:
    """Whose bills they are."""
    return world.account


@pytest.fixture
def other(other_world: World) -> Account:
    """Another account."""
    return other_world.account


def push(content: bytes, account: Account | None = None) -> Reception:
    return receive_document(OPERATOR, content=content, file_name="a.xml", account=account)


def own(account: Account) -> str:
    return reference(account.number)


def test_a_bill_is_taken_in_for_the_account_whose_number_it_names(account):
    document = push(ubl(head=own(account))).document
    assert (document.account, document.net_minor, document.tax_minor, document.gross_minor) == (
        account,
        10000,
        2000,
        12000,
    )
    assert Standing.objects.get(pk=document.pk).outstanding_minor == 12000


def test_what_was_received_is_kept_to_the_byte(account):
    content = ubl(head=own(account))
    document = push(content).document
    assert bytes(DocumentSource.objects.get(document=document).content) == content
    assert queries.bill_of(document).lines[0].item.name == "Line rental"


def test_the_same_again_changes_nothing(account):
    first, again = push(ubl(head=own(account))), push(ubl(head=own(account)))
    assert (again.document, again.is_new) == (first.document, False)
    assert Document.objects.count() == LedgerEntry.objects.count() == 1


def test_another_document_under_the_number_is_refused_and_shown_beside_the_first(account):
    push(ubl(head=own(account)))
    with pytest.raises(commands.NumberTaken) as caught:
        push(ubl(head=own(account), lines=(("Line rental", "3", "50.00"),)))
    shown = {each.field: (each.first, each.second) for each in caught.value.differences}
    assert shown == {"net": ("100.00", "150.00"), "gross": ("120.00", "180.00")}


def test_a_bill_that_names_no_account_waits(account):
    waiting = push(ubl()).waiting
    assert (waiting.reason, waiting.number, Document.objects.count()) == ("no_account", "S-1", 0)


def test_the_same_bill_waits_once(account):
    assert push(ubl()).waiting == push(ubl()).waiting


@pytest.mark.parametrize(
    ("scheme", "value", "buyer"),
    [
        ("siret", "303 265 045 00019", known_by("30326504500019", "0009")),
        ("siren", "303265045", known_by("30326504500019", "0009")),
        ("icd:0088", "4012345000009", known_by("4012345000009", "0088")),
        ("customer_number", "K 17", known_by("k 17")),
    ],
)
def test_identifiers_that_the_operator_mapped_name_the_account(account, scheme, value, buyer):
    commands.add_identifier(OPERATOR, account=account, scheme=scheme, value=value)
    assert push(ubl(buyer=buyer)).document.account == account


def test_identifiers_that_name_two_accounts_make_it_wait(account, other):
    commands.add_identifier(OPERATOR, account=other, scheme="customer_number", value="17")
    assert push(ubl(head=own(account), buyer=known_by("17"))).waiting.reason == "several_accounts"


def test_an_identifier_names_one_account_only(account, other):
    commands.add_identifier(OPERATOR, account=other, scheme="siren", value="303265045")
    with refused("identifier_taken"):
        commands.add_identifier(OPERATOR, account=account, scheme="siren", value="303 265 045")


def test_the_operator_says_for_whom_a_waiting_bill_is(account):
    waiting = push(ubl()).waiting
    document = assign(OPERATOR, uid=waiting.uid, account=account).document
    waiting.refresh_from_db()
    assert (document.account, waiting.state, waiting.document) == (account, "assigned", document)


def test_what_was_assigned_waits_no_more(account):
    waiting = push(ubl()).waiting
    assign(OPERATOR, uid=waiting.uid, account=account)
    with refused("not_waiting"):
        assign(OPERATOR, uid=waiting.uid, account=account)


def test_what_was_assigned_and_comes_again_changes_nothing(account):
    document = assign(OPERATOR, uid=push(ubl()).waiting.uid, account=account).document
    again = push(ubl())
    assert (again.document, again.waiting, again.is_new) == (document, None, False)
    assert not queries.waiting_documents()


def test_what_was_dismissed_and_comes_again_stays_dismissed_until_it_is_assigned_all_the_same(account):
    uid = push(ubl()).waiting.uid
    commands.dismiss_waiting(OPERATOR, uid=uid, reason="Not ours")
    again = push(ubl())
    assert (again.waiting.uid, again.waiting.state) == (uid, "dismissed")
    assert assign(OPERATOR, uid=uid, account=account).document.account == account
    assert push(ubl()).is_new is False


def test_a_dismissed_bill_is_kept_but_waits_no_more(account):
    uid = push(ubl()).waiting.uid
    commands.dismiss_waiting(OPERATOR, uid=uid, reason="Not ours")
    assert not queries.waiting_documents()
    assert WaitingDocument.objects.get(uid=uid).note == "Not ours"


def test_a_credit_note_settles_the_invoice_that_it_names(account):
    invoice = push(ubl("S-1", head=own(account))).document
    push(ubl("S-2", kind="CreditNote", head=own(account), refers_to="S-1", lines=(("Rebate", "1", "40.00"),)))
    assert Standing.objects.get(pk=invoice.pk).outstanding_minor == 12000 - 4800


def test_a_credit_note_that_names_no_invoice_is_credit_of_the_account(account):
    push(ubl("S-2", kind="CreditNote", head=own(account)))
    assert LedgerEntry.objects.get().invoice is None
    assert LedgerEntry.objects.get().amount_minor == -12000


def test_a_bill_below_zero_takes_from_the_debt(account):
    document = push(ubl(head=own(account), lines=(("Rebate", "-1", "40.00"),))).document
    assert (document.kind, document.gross_minor) == ("credit_note", 4800)
    assert queries.bill_of(document).totals.gross == Decimal("-48.00")


def test_what_was_paid_before_is_not_owed(account):
    document = push(ubl(head=own(account), prepaid="20.00")).document
    assert Standing.objects.get(pk=document.pk).outstanding_minor == 10000


def test_a_bill_without_a_due_date_counts_as_due_when_it_is_issued(account):
    document = push(ubl(head=own(account), due="")).document
    assert document.due_on is None
    assert Standing.objects.get(pk=document.pk).due_on == document.issued_on


def test_a_bill_that_breaks_a_rule_is_refused_by_it_at_its_place(account):
    with pytest.raises(FileRefused) as caught:
        push(ubl(head=own(account)).replace(b">120.00</cbc:PayableAmount>", b">120.01</cbc:PayableAmount>"))
    problem = caught.value.problems[0]
    assert (problem.code, problem.place.pointer) == ("BR-CO-16", "/Invoice/LegalMonetaryTotal")
    assert not Document.objects.exists()


def test_what_is_no_invoice_is_refused(account):
    with pytest.raises(FileRefused) as caught:
        push(b"<html/>", account)
    assert [problem.code for problem in caught.value.problems] == ["not_an_invoice"]


def test_the_data_holds_after_all_of_it(account):
    test_a_credit_note_settles_the_invoice_that_it_names(account)
    push(ubl("S-3", head=own(account), prepaid="20.00", due=""))
    push(ubl("S-4", kind="CreditNote", head=own(account)))
    push(ubl("S-5", head=own(account), lines=(("Rebate", "-1", "40.00"),)))
    of_bills = {str(number) for number in range(27, 32)}
    assert [(v.invariant.name, v.named) for v in verify() if v.named and v.invariant.number in of_bills] == []
