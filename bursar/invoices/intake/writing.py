"""Writing what a file brings: issuers, and documents with lines, words and files, unpublished; in large inserts."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bursar.access.actor import Actor
from bursar.audit.recording import record
from bursar.core import clock
from bursar.core.money import to_decimal
from bursar.invoices import events
from bursar.invoices.intake.against import Known
from bursar.invoices.intake.buyers import buyers_of
from bursar.invoices.intake.drafts import Draft, DraftIssuer
from bursar.invoices.models import Document, DocumentFile, DocumentLine, ImportRun, Issuer, Word
from bursar.invoices.rows import insert
from bursar.invoices.search import words_for

_AT_ONCE = 500
_LINE = ("description", "quantity_micro", "unit_price_micro", "vat_rate_bp", "net_minor")


def write_issuers(actor: Actor, described: Iterable[DraftIssuer], needed: set[str], there: Known) -> None:
    """Make or change the issuers of new documents. What is known already keeps what it says: each document carries
    its seller as it was. An old file taken in again changes no issuer back."""
    for draft in described:
        if draft.key not in needed:
            continue
        issuer = there.issuers.get(draft.key)
        if issuer is None:
            issuer = there.issuers[draft.key] = Issuer.objects.create(key=draft.key, **draft.data())
            record(actor, events.ISSUER_ADDED, account=None, on=("issuer", issuer.pk), new=_entry(draft.data()))
        elif (old := seller_of(issuer)) != draft.data():
            for name, value in draft.data().items():
                setattr(issuer, name, value)
            issuer.save()
            on, said = ("issuer", issuer.pk), _entry(draft.data())
            record(actor, events.ISSUER_CHANGED, account=None, on=on, old=_entry(old), new=said)


def _entry(said: dict[str, str]) -> dict[str, str]:
    """An issuer in an entry's words: no address, it may be a person's."""
    return {name: value for name, value in said.items() if name != "email"}


@dataclass(frozen=True)
class Ready:
    """A document that is to be written, with all that can be known before others have to wait for it."""

    draft: Draft
    row: Document
    words: set[bytes]


def ready(new: list[Draft], there: Known, sellers: Mapping[str, dict[str, str]] | None = None) -> list[Ready]:
    """Make rows of drafts. `sellers` says what the file describes its issuers as, where they are not changed yet."""
    buyers = buyers_of(there.accounts.values())
    rows = [_document(draft, there, buyers, sellers or {}) for draft in new]
    return [Ready(draft, row, _words(draft, row)) for draft, row in zip(new, rows, strict=True)]


def write(run: ImportRun, made: list[Ready], there: Known) -> None:
    """Insert documents, unpublished, invoices before the credit notes that refer to them."""
    taken_in_at = clock.now()
    for kind in (Document.Kind.INVOICE, Document.Kind.CREDIT_NOTE):
        some = [each for each in made if each.draft.kind == kind]
        for each in some:
            row, draft = each.row, each.draft
            row.pk, row.taken_in_at, row.import_run = None, taken_in_at, run  # it may be written a second time
            row.refers_to = there.documents[draft.issuer, draft.refers_to] if draft.refers_to else None
        Document.objects.bulk_create([each.row for each in some], _AT_ONCE)
        there.documents |= {(each.draft.issuer, each.draft.number): each.row for each in some}
        _insert_parts(some)


def seller_of(issuer: Issuer) -> dict[str, str]:
    """The issuer as a document keeps it."""
    names = ("name", "address_lines", "country", "vat_number", "email", "iban", "bic")
    return {name: getattr(issuer, name) for name in names}


def _insert_parts(made: list[Ready]) -> None:
    lines = [
        (each.row.pk, position, *(getattr(line, name) for name in _LINE))
        for each in made
        for position, line in enumerate(each.draft.lines, start=1)
    ]
    insert(DocumentLine, ("document_id", "position", *_LINE), lines)
    words = [(each.row.account_id, word, each.row.pk) for each in made for word in each.words]
    insert(Word, ("account_id", "word", "document_id"), sorted(words))  # neighbours of the index one after another
    files = [
        DocumentFile(document=each.row, content=pdf, sha256=hashlib.sha256(pdf).hexdigest(), is_received=True)
        for each in made
        if (pdf := each.draft.pdf) is not None
    ]
    DocumentFile.objects.bulk_create(files, 20)


def _document(
    draft: Draft, there: Known, buyers: dict[int, dict[str, str]], sellers: Mapping[str, dict[str, str]]
) -> Document:
    account, issuer = there.accounts[draft.account], there.issuers[draft.issuer]
    buyer = draft.buyer if "name" in draft.buyer else {**buyers[account.pk], **draft.buyer}
    return Document(
        issuer=issuer,
        account=account,
        kind=draft.kind,
        number=draft.number,
        issued_on=draft.issued_on,
        due_on=draft.due_on,
        period_start_on=draft.period_start_on,
        period_end_on=draft.period_end_on,
        currency=draft.currency,
        net_minor=draft.totals.net_minor,
        tax_minor=draft.totals.tax_minor,
        gross_minor=draft.totals.gross_minor,
        seller=sellers.get(draft.issuer) or seller_of(issuer),
        buyer=buyer,
        note=draft.note,
        content_hash=draft.content_hash,
    )


def _words(draft: Draft, row: Document) -> set[bytes]:
    """What the document is found by: numbers, names, texts of its lines, its amounts."""
    texts = [
        row.number,
        draft.refers_to,
        row.seller_name,
        row.buyer.get("name", ""),
        row.buyer.get("purchase_order", ""),
        row.note,
        *(line.description for line in draft.lines),
    ]
    minors = {row.gross_minor, row.net_minor, *(line.net_minor for line in draft.lines)}
    return words_for(
        texts,
        (str(to_decimal(abs(minor), row.currency)) for minor in minors),
        currency=row.currency,
        seller=row.issuer_id,
        code="381" if draft.refers_to else "380",
    )
