"""A bill that was received becomes rows: its issuer, the document with its source, its words, its PDF."""

import hashlib
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts.models import Account
from bursar.audit.recording import record
from bursar.core.errors import Refused
from bursar.core.money import CURRENCIES, to_minor
from bursar.invoices import events
from bursar.invoices.formats.reading import Received
from bursar.invoices.models import Document, DocumentFile, DocumentSource, ImportRun, Issuer, Word
from bursar.invoices.said import amounts_of, texts_of
from bursar.invoices.search import words_for
from bursar.invoices.semantic import Bill, Party
from bursar.invoices.semantic.stored import dump

_LONGEST_NUMBER = 100


def issuer_of(actor: Actor, bill: Bill) -> Issuer:
    """The issuer that a seller is, by its VAT number, else by what it is registered as, else by its name; made when
    there is none yet."""
    said = seller_of(bill)
    vat, key = said["vat_number"], issuer_key(bill.seller)
    known = Issuer.objects.filter(vat_number=vat).order_by("pk").first() if vat else None
    known = known or Issuer.objects.filter(key=key).first()
    if known is not None:
        return known
    longest = {f.name: f.max_length for f in Issuer._meta.concrete_fields}
    issuer = Issuer.objects.create(key=key, **{name: value[: longest[name]] for name, value in said.items()})
    new = {name: value for name, value in said.items() if name != "email"}
    record(actor, events.ISSUER_ADDED, account=None, on=("issuer", issuer.pk), new=new)
    return issuer


def issuer_key(seller: Party) -> str:
    """What an issuer is called here when the operator has not said."""
    registered = seller.legal_registration
    said = _compact(seller.vat_number) or (registered and _compact(registered.value)) or seller.name.casefold()
    return " ".join(str(said).split())[:40]


def row_of(bill: Bill, account: Account, issuer: Issuer, received: Received) -> Document:
    """The document's row, without what it refers to. Raises Refused: unknown_currency, too_fine, number_too_long."""
    if bill.currency not in CURRENCIES:
        raise Refused("unknown_currency", _("“%(code)s” is no currency that is known here.") % {"code": bill.currency})
    if len(bill.number) > _LONGEST_NUMBER:
        raise Refused(
            "number_too_long", _("The number is longer than %(most)s characters.") % {"most": _LONGEST_NUMBER}
        )
    sign = -1 if bill.totals.gross < 0 else 1  # a bill below zero takes from the debt what one of its type adds to it
    takes = bill.is_credit_note == (sign > 0)
    net, gross, payable = (
        _minor(sign * amount, bill) for amount in (bill.totals.net, bill.totals.gross, bill.totals.payable)
    )
    return Document(
        issuer=issuer,
        account=account,
        kind=Document.Kind.CREDIT_NOTE if takes else Document.Kind.INVOICE,
        number=bill.number,
        issued_on=bill.issued_on,
        due_on=bill.due_on,
        period_start_on=bill.period.start_on if bill.period else None,
        period_end_on=bill.period.end_on if bill.period else None,
        currency=bill.currency,
        net_minor=net,
        tax_minor=gross - net,
        gross_minor=gross,
        adjusted_minor=(gross - payable) if takes else (payable - gross),
        seller=seller_of(bill),
        buyer=_buyer(bill),
        note="\n".join(note.text for note in bill.notes)[:500],
        content_hash=received.sha256,
    )


def invoice_credited(row: Document, bill: Bill) -> Document | None:
    """The invoice that a credit note settles: the one it names, of the same issuer, account and currency. One naming
    several, or none that is here, is credit of the account."""
    if row.kind != Document.Kind.CREDIT_NOTE:
        return None
    named = Document.objects.filter(
        issuer=row.issuer,
        number__in=[preceding.number for preceding in bill.precedings],
        kind=Document.Kind.INVOICE,
        account=row.account,
        currency=row.currency,
        standing__isnull=False,
    )
    found = list(named[:2])
    return found[0] if len(found) == 1 and len(bill.precedings) == 1 else None


def write(run: ImportRun, row: Document, received: Received) -> None:
    """Insert the document, unpublished, with all that belongs to it."""
    row.import_run = run
    row.save(force_insert=True)
    DocumentSource.objects.create(
        document=row,
        syntax=received.syntax,
        profile=received.profile,
        content=received.xml,
        sha256=received.sha256,
        bill=dump(received.bill),
        warnings=[finding.data() for finding in received.warnings],
    )
    bill = received.bill
    words = words_for(
        texts_of(bill), amounts_of(bill), currency=row.currency, seller=row.issuer_id, code=bill.type_code
    )
    Word.objects.bulk_create(
        [Word(account_id=row.account_id, word=word, document=row) for word in sorted(words)], batch_size=500
    )
    if received.pdf is not None:
        digest = hashlib.sha256(received.pdf).hexdigest()
        DocumentFile.objects.create(document=row, content=received.pdf, sha256=digest, is_received=True)


def seller_of(bill: Bill) -> dict[str, str]:
    """The seller as lists and mails name it; everything that the bill says of it stays in the bill."""
    seller, payment = bill.seller, bill.payment
    transfer = payment.transfers[0] if payment and payment.transfers else None
    return {
        "name": seller.name,
        "address_lines": _address(seller),
        "country": seller.address.country,
        "vat_number": _compact(seller.vat_number),
        "email": seller.contact.email if seller.contact else "",
        "iban": transfer.account if transfer else "",
        "bic": transfer.bank if transfer else "",
    }


def _buyer(bill: Bill) -> dict[str, str]:
    said = {
        "name": bill.buyer.name,
        "address_lines": _address(bill.buyer),
        "country": bill.buyer.address.country,
        "vat_number": _compact(bill.buyer.vat_number),
        "purchase_order": bill.order,
    }
    return {name: value for name, value in said.items() if value}


def _address(party: Party) -> str:
    address = party.address
    town = f"{address.post_code} {address.city}".strip()
    return "\n".join(part for part in (*address.lines, town, address.subdivision) if part)


def _minor(amount: Decimal, bill: Bill) -> int:
    try:
        return to_minor(amount, bill.currency)
    except ValueError:
        said = {"amount": str(amount), "currency": bill.currency}
        raise Refused("too_fine", _("%(amount)s is finer than %(currency)s knows.") % said) from None


def _compact(number: str) -> str:
    return re.sub(r"[\s.\-]", "", number).upper()
