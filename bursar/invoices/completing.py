"""What EN 16931 wants said of a bill and our own files leave unsaid; and whether it can be said at all."""

from dataclasses import replace

from django.utils.translation import gettext as _

from bursar.invoices.formats import writers
from bursar.invoices.formats.findings import Finding
from bursar.invoices.formats.nodes import parsed
from bursar.invoices.formats.profiles import recognised
from bursar.invoices.formats.validating import check
from bursar.invoices.semantic import Bill, BillLine


def complete(bill: Bill) -> Bill:
    """The bill with what follows from what it says, in the language that is active.

    Who gets a credit note has no day to pay by; the standard wants terms then (BR-CO-25). A price below zero, which a
    rebate of our files may have, is a quantity below zero (BR-27).
    """
    lines = tuple(_upright(line) for line in bill.lines)
    is_open = bill.totals.payable > 0 and bill.due_on is None and not bill.terms
    terms = _("Nothing to pay: this amount is credited to you.") if is_open and bill.is_credit_note else bill.terms
    return replace(bill, lines=lines, terms=terms)


def _upright(line: BillLine) -> BillLine:
    price, quantity = line.price, line.quantity
    if price.net is None or price.net >= 0 or quantity is None or price.gross is not None:
        return line
    return replace(line, price=replace(price, net=-price.net), quantity=-quantity)


def factur_x(bill: Bill) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The XML of a bill in Factur-X's profile EN 16931; where it would break rules: none, and the rules."""
    content = writers.cii(bill)
    root = parsed(content)
    fatal = tuple(finding for finding in check(root, recognised(root)) if finding.is_fatal)
    return (None, fatal) if fatal else (content, ())
