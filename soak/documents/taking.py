"""A generated bill on its way through the site: taken in, its PDF made and kept, and everything compared."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bursar.accounts.models import Account
from bursar.accounts.steps import operator_named
from bursar.core.money import to_minor
from bursar.invoices import pdf, queries
from bursar.invoices.formats import writers
from bursar.invoices.models import Document, DocumentFile
from bursar.invoices.receiving import receive_document
from bursar.invoices.semantic import Bill
from soak.documents import judging, reading
from soak.documents.making import bill
from soak.people import founded


def taker() -> Callable[[int], Iterator[str]]:
    """What takes in the document of a number and tells what is wrong with it."""
    accounts = {language: founded()[0] for language in ("en", "fr")}
    for language, account in accounts.items():
        Account.objects.filter(pk=account.pk).update(language=language)
    operator = operator_named("Olive")

    def take(number: int) -> Iterator[str]:
        said = bill(number)
        for syntax in judging.WRITERS:
            if (broken := judging.fatal(said, syntax)) and not (syntax == "CII" and said.vat[0].category == "B"):
                yield f"{number}: breaks {sorted(broken)} in {syntax}"
        is_ubl = said.vat[0].category == "B" or number % 3 == 0
        content = writers.ubl(said) if is_ubl else writers.cii(said)
        account = accounts[reading.language_of(number)]
        document = receive_document(operator, content=content, file_name=f"{number}.xml", account=account).document
        yield from _compared(document, said, number, is_ubl=is_ubl) if document else [f"{number}: not taken in"]

    return take


def _compared(document: Document, said: Bill, number: int, *, is_ubl: bool) -> Iterator[str]:
    kept = DocumentFile.objects.get(document=document)
    yield from reading.disagreements(said, number, bytes(kept.content), kept.without_xml or ())
    again = Document.objects.select_related("account", "issuer").get(pk=document.pk)
    if pdf.made(again).content != bytes(kept.content):
        yield f"{number}: drawn again it is other bytes"
    expected = replace(said, due_on=None) if is_ubl and said.is_credit_note and said.payment is None else said
    if queries.bill_of(again) != expected:
        yield f"{number}: what is stored says other than what came"
    sign = -1 if said.totals.gross < 0 else 1
    rows = {"net": again.net_minor, "vat": again.tax_minor, "gross": again.gross_minor}
    for name, minor in rows.items():
        if minor != to_minor(sign * getattr(said.totals, name), said.currency):
            yield f"{number}: the row's {name} is {minor}"
