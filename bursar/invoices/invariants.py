"""What must hold of documents: known once, unchanged bytes, sums that add up."""

import hashlib
import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from bursar.core.invariants import Breaches, Read, Row, holds
from bursar.core.money import to_minor
from bursar.invoices.semantic.stored import load
from bursar.invoices.totals import line_net, totals


@holds(
    "27",
    "A document is known by issuer and number, once; what a credit note refers to is an invoice like it",
    among="invoices_document",
)
def documents_are_known_once(read: Read) -> Breaches:
    """Of the same issuer, account and currency."""
    yield from read("SELECT 'document', MIN(id) FROM invoices_document GROUP BY issuer_id, number HAVING COUNT(*) > 1")
    yield from read(
        "SELECT 'document', n.id FROM invoices_document n JOIN invoices_document i ON i.id = n.refers_to_id "
        "WHERE n.kind = 'credit_note' AND (i.kind <> 'invoice' OR i.issuer_id <> n.issuer_id "
        "OR i.account_id <> n.account_id OR i.currency <> n.currency)"
    )


@holds("28", "Stored bytes are those whose hash was stored with them", among="invoices_documentfile")
def bytes_never_change(read: Read) -> Breaches:
    """SHA-256 of every file."""
    for pk, digest, content in read("SELECT id, sha256, content FROM invoices_documentfile ORDER BY id"):
        if hashlib.sha256(content).hexdigest() != digest:
            yield ("file", pk)


@holds("28", "What was received is what its hash says", among="invoices_documentsource")
def sources_never_change(read: Read) -> Breaches:
    """SHA-256 of every XML."""
    for pk, digest, content in read("SELECT id, sha256, content FROM invoices_documentsource ORDER BY id"):
        if hashlib.sha256(content).hexdigest() != digest:
            yield ("source", pk)


@holds("29", "The amounts of a document are those of the bill that it was received as", among="invoices_documentsource")
def amounts_are_those_of_the_bill(read: Read) -> Breaches:
    """Without VAT and with it, in whole minor units; the rules of the standard were asked when it was taken in."""
    rows = read(
        "SELECT d.id, d.currency, d.net_minor, d.gross_minor, s.bill FROM invoices_document d "
        "JOIN invoices_documentsource s ON s.document_id = d.id ORDER BY d.id"
    )
    for pk, currency, net, gross, stored in rows:
        said = load(json.loads(stored) if isinstance(stored, str) else stored).totals
        sign = -1 if said.gross < 0 else 1
        if (to_minor(sign * said.net, currency), to_minor(sign * said.gross, currency)) != (net, gross):
            yield ("document", pk)


@holds("29", "Totals follow from the lines as EN 16931 has them", among="invoices_documentline")
def totals_follow_from_lines(read: Read) -> Breaches:
    """Each line's net, the VAT on the sum of each rate, net and gross; a document of a file of ours has a line."""
    lines = read(
        "SELECT d.id, d.currency, d.net_minor, d.tax_minor, d.gross_minor, l.quantity_micro, l.unit_price_micro, "
        "l.vat_rate_bp, l.net_minor FROM invoices_document d LEFT JOIN invoices_documentline l ON l.document_id = d.id "
        "WHERE NOT EXISTS (SELECT 1 FROM invoices_documentsource s WHERE s.document_id = d.id) ORDER BY d.id"
    )
    for pk, rows in groupby(lines, itemgetter(0)):
        if not _adds_up(list(rows)):
            yield ("document", pk)


def _adds_up(rows: list[Row]) -> bool:
    _, currency, net, tax, gross, *_rest = rows[0]
    if rows[0][5] is None or any(n != line_net(q, price, currency) for *_, q, price, _rate, n in rows):
        return False
    sums = totals(_rates(rows))
    return (sums.net_minor, sums.tax_minor, sums.gross_minor) == (net, tax, gross)


def _rates(rows: list[Row]) -> Iterator[tuple[int, int]]:
    return ((rate, net) for *_, rate, net in rows)
