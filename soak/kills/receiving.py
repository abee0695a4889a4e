"""Taking in, killed: a document in the standard's XML, and a bank's transfers that settle invoices."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bursar.accounts.steps import operator_named
from bursar.audit.models import Entry
from bursar.core import clock, ids
from bursar.demo import standard
from bursar.demo.bills import bills as made
from bursar.demo.cast import HARBOUR
from bursar.invoices.models import Document, DocumentFile, DocumentSource, LedgerEntry
from bursar.invoices.receiving import receive_document
from bursar.invoices.references import reference_of
from bursar.mail.models import OutboxMail
from bursar.payments.commands import take_in_payments
from bursar.payments.incoming_file import Told
from bursar.payments.models import IncomingPayment
from soak.kills.keeping import customer
from soak.kills.operation import Operation, Say
from soak.kills.setting import AMOUNT, bills
from soak.people import founded


def _document(account: Any, _number: int) -> dict[str, Any]:
    monthly = [bill for bill in made(HARBOUR, clock.today()) if bill.is_standard][-1]
    numbers = [f"X-{ids.public_id()}" for _ in range(2)]
    first, xml = (standard.xml_of(HARBOUR, replace(monthly, number=number)) for number in numbers)
    return {"account": account, "number": numbers[1], "xml": xml, "first": first}


def _had_one(each: dict[str, Any]) -> dict[str, Any]:
    """Another one came before the signal, so that rules and fonts are loaded, as a site has them."""
    _receive({**each, "xml": each["first"]}, lambda _word: None)
    return each


def _receive(each: dict[str, Any], say: Say) -> None:
    found = receive_document(
        operator_named("Olive"), content=each["xml"], file_name="bill.xml", account=each["account"]
    )
    say(f"received {int(found.document is not None)}")


def _in_books(each: dict[str, Any]) -> str:
    """The PDF is drawn after it is taken in, and whenever somebody asks for it."""
    if not LedgerEntry.objects.filter(invoice__number=each["number"]).exists():
        return "nothing"
    return "all" if DocumentFile.objects.filter(document__number=each["number"]).exists() else "part"


def _one_document(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    documents = list(Document.objects.filter(number=each["number"]))
    entries = LedgerEntry.objects.filter(document__in=documents).count()
    kept = [bytes(source.content) for source in DocumentSource.objects.filter(document__in=documents)]
    told = [OutboxMail.objects.filter(kind="invoice.issued", about__document=row.pk).count() for row in documents]
    right = (len(documents), entries, kept, told) == (1, 1, [each["xml"]], [1])
    return [] if right else [f"{documents} {entries} entries, {len(kept)} sources, told {told}, said {said}"]


def _owing(rounds: int) -> dict[str, Any]:
    account, _person = founded()
    return {"bills": bills(account, rounds + 1)}


def _transfer(setting: dict[str, Any], number: int) -> dict[str, Any]:
    bill = setting["bills"][number]
    told = Told(
        source="bank", reference=ids.public_id(), received_on=clock.today(), currency="EUR", amount_minor=AMOUNT,
        text=reference_of(bill.uid), payer="", method="", account=None, numbers=[],
    )  # fmt: skip
    return {"bill": bill, "told": told}


def _import(each: dict[str, Any], say: Say) -> None:
    taken = take_in_payments(operator_named("Olive"), told=[each["told"]])
    say(f"transferred {taken.settled + taken.unchanged}")


def _posted(each: dict[str, Any]) -> list[int]:
    rows = LedgerEntry.objects.filter(invoice=each["bill"], kind="payment")
    return list(rows.values_list("amount_minor", flat=True))


def _one_transfer(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    rows = list(IncomingPayment.objects.filter(reference=each["told"].reference))
    paid = [row.payment_id for row in rows]
    entries = Entry.objects.filter(on_type="payment", on_id__in=paid, kind="payments.payment.succeeded").count()
    right = (_posted(each), len(rows), entries) == ([-AMOUNT], 1, 1)
    return [] if right else [f"posted {_posted(each)} of {rows}, {entries} entries, said {said}"]


def _itself(each: dict[str, Any]) -> dict[str, Any]:
    return each


OPERATIONS = [
    Operation(
        "receive", customer, _document, _had_one, _receive, _in_books,
        lambda each: _receive(each, lambda _word: None), _one_document, is_warmed=False,
    ),
    Operation(
        "transfer", _owing, _transfer, _itself, _import, lambda each: "all" if _posted(each) else "nothing",
        lambda each: _import(each, lambda _word: None), _one_transfer,
    ),
]  # fmt: skip
