"""Bank statements, camt.053 and camt.054, in the oldest and the newest version that banks send."""

import pytest

from bursar.accounts.steps import operator_named
from bursar.core.errors import Refused
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.models import Standing
from bursar.invoices.references import grouped, reference_of
from bursar.payments import commands, queries
from bursar.payments.models import IncomingPayment
from bursar.payments.receiving import take_in_file
from tests.invoices.making import make_invoice

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = {"053": ("BkToCstmrStmt", "Stmt"), "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn")}


def transaction(amount: str = "120.00", text: str = "", structured: str = "", own: str = "", version: int = 2) -> str:
    money = f'<Amt Ccy="EUR">{amount}</Amt>' if amount else ""
    money = f"<AmtDtls><TxAmt>{money}</TxAmt></AmtDtls>" if amount and version < 8 else money
    payer = "<Nm>Northwind SARL</Nm>" if version < 8 else "<Pty><Nm>Northwind SARL</Nm></Pty>"
    said = f"<Ustrd>{text}</Ustrd>" if text else ""
    said += f"<Strd><CdtrRefInf><Ref>{structured}</Ref></CdtrRefInf></Strd>" if structured else ""
    refs = f"<AcctSvcrRef>{own}</AcctSvcrRef>" if own else ""
    return (
        f"<TxDtls><Refs>{refs}<EndToEndId>NOTPROVIDED</EndToEndId></Refs>{money}"
        f"<RltdPties><Dbtr>{payer}</Dbtr></RltdPties><RmtInf>{said}</RmtInf></TxDtls>"
    )


def entry(*told: str, amount: str = "120.00", version: int = 2, **other: str) -> str:
    said = {"sign": "CRDT", "state": "BOOK", "ref": "B-1", "more": "", **other}
    state = said["state"] if version < 8 else f"<Cd>{said['state']}</Cd>"
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{said["sign"]}</CdtDbtInd>{said["more"]}<Sts>{state}</Sts>'
        f"<BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>{said['ref']}</AcctSvcrRef>"
        f"<NtryDtls>{''.join(told)}</NtryDtls></Ntry>"
    )


def statement(*entries: str, kind: str = "053", version: int = 2) -> bytes:
    head, each = KINDS[kind]
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version:02}"><{head}><{each}><Id>S-7</Id>'
        f"<Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>{''.join(entries)}</{each}></{head}></Document>"
    ).encode()


def take(content: bytes) -> commands.TakenMoney:
    return take_in_file(operator_named("Ada"), content=content, name="statement.xml")


def left(invoice) -> int:
    return Standing.objects.get(pk=invoice.pk).outstanding_minor


@pytest.mark.parametrize("version", [2, 8, 13])
@pytest.mark.parametrize("kind", KINDS)
def test_a_transfer_settles_the_invoice_that_its_reference_names(world, kind, version):
    invoice = make_invoice(world.account, "F-1")
    told = transaction(structured=grouped(reference_of(invoice.uid)), version=version)
    taken = take(statement(entry(told, version=version), kind=kind, version=version))
    row = IncomingPayment.objects.get()
    assert (taken.settled, left(invoice), row.payer) == (1, 0, "Northwind SARL")
    assert (row.source, row.reference, str(row.received_on)) == ("FR7630006000011234567890189", "B-1", "2026-11-20")


def test_a_booking_of_several_transactions_is_told_by_each(world):
    invoices = [make_invoice(world.account, number) for number in ("F-1", "F-2")]
    booked = entry(transaction("100.00", "F-1"), transaction("120.00", "F-2", own="T-9"), amount="220.00")
    assert take(statement(booked)).settled == 2
    assert [left(invoice) for invoice in invoices] == [2000, 0]
    assert set(IncomingPayment.objects.values_list("reference", flat=True)) == {"B-1/1", "T-9"}


def test_a_booking_whose_transactions_have_no_amounts_is_taken_as_a_whole(world):
    booked = entry(transaction("", "F-1"), transaction("", "F-2"), amount="220.00")
    assert take(statement(booked)).waiting == 1
    assert IncomingPayment.objects.get().amount_minor == 22000


def test_told_by_a_notification_and_by_the_statement_it_is_taken_in_once(world):
    make_invoice(world.account, "F-1")
    take(statement(entry(transaction(text="F-1")), kind="054"))
    assert take(statement(entry(transaction(text="F-1")))) == commands.TakenMoney(unchanged=1)


@pytest.mark.parametrize(
    "other", [{"sign": "DBIT"}, {"state": "PDNG"}, {"more": "<RvslInd>true</RvslInd>"}, {"state": "INFO"}]
)
def test_money_that_went_is_not_booked_yet_or_is_a_reversal_is_left_out_and_counted(world, other):
    make_invoice(world.account, "F-1")
    taken = take(statement(entry(transaction(text="F-1"), **other)))
    assert taken == commands.TakenMoney(left_out=1)


def test_what_names_no_invoice_waits(world):
    take(statement(entry(transaction(text="thank you"))))
    assert queries.waiting_money().get().text == "thank you"


@pytest.mark.parametrize(
    "content",
    [
        b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.02"><BkToCstmrAcctRpt/></Document>',
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<Document",
        statement(entry(transaction(text="F-1"), amount="-1.00")),
        statement(entry(transaction("1e9"), transaction("0.001"))),
    ],
)
def test_what_is_no_statement_or_says_no_amount_is_refused_as_a_whole(world, content):
    make_invoice(world.account, "F-1")
    with pytest.raises((FileRefused, Refused)):
        take(content)
    assert not IncomingPayment.objects.exists()
