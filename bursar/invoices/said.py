"""What a bill says that it is found by: its texts, its references, its amounts. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from bursar.core.money import CURRENCIES, exponent
from bursar.invoices.semantic import Bill, BillLine
from bursar.invoices.typed import written


def texts_of(bill: Bill) -> Iterator[str]:
    """Numbers and references, names, notes, and what the lines say."""
    yield from (bill.number, bill.seller.name, bill.seller.trading_name, bill.buyer.name, bill.buyer.trading_name)
    yield from (bill.buyer_reference, bill.order, bill.sales_order, bill.contract, bill.project, bill.tender)
    yield from (bill.despatch_advice, bill.receiving_advice, bill.accounting_reference)
    yield bill.invoiced_object.value if bill.invoiced_object else ""
    yield bill.payment.remittance if bill.payment else ""
    yield from (preceding.number for preceding in bill.precedings)
    yield from (note.text for note in bill.notes)
    yield from (attachment.reference for attachment in bill.attachments)
    for line in bill.lines:
        yield from _texts(line)


def amounts_of(bill: Bill) -> Iterator[str]:
    """Its totals and those of its lines, as they are searched."""
    places = exponent(bill.currency) if bill.currency in CURRENCIES else 2
    totals = bill.totals
    found: set[Decimal | None] = {totals.net, totals.gross, totals.payable, *(line.net for line in bill.lines)}
    yield from (written(amount, places) for amount in found if amount is not None)


def _texts(line: BillLine) -> Iterator[str]:
    item = line.item
    yield from (item.name, item.description, item.seller_id, item.buyer_id, line.note, line.order_line)
    yield item.standard_id.value if item.standard_id else ""
    yield line.object_id.value if line.object_id else ""
    yield from (attribute.value for attribute in item.attributes)
