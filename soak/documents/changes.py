"""What is done to a right bill to make it wrong: one number or one code is another. Pure."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bursar.invoices.semantic import Address, Bill, BillLine, Identifier, Party, Payment, VatBreakdown

FINER = Decimal("0.001")  # than the standard knows
Change = Callable[[Bill], Bill | None]


def total(name: str, by: Decimal = Decimal(1)) -> Change:
    """A total of the document, larger by so much."""

    def change(said: Bill) -> Bill | None:
        there = getattr(said.totals, name)
        return None if there is None else replace(said, totals=replace(said.totals, **{name: there + by}))

    return change


def vat(change: Callable[[VatBreakdown], VatBreakdown | None]) -> Change:
    """The first VAT category, changed."""

    def changed(said: Bill) -> Bill | None:
        first = change(said.vat[0])
        return replace(said, vat=(first, *said.vat[1:])) if first else None

    return changed


def line(change: Callable[[BillLine], BillLine | None]) -> Change:
    """The first line for which there is such a change."""

    def changed(said: Bill) -> Bill | None:
        for place, line in enumerate(said.lines):
            if other := change(line):
                return replace(said, lines=(*said.lines[:place], other, *said.lines[place + 1 :]))
        return None

    return changed


def seller(change: Callable[[Party], Party | None]) -> Change:
    """The seller, changed."""

    def changed(said: Bill) -> Bill | None:
        other = change(said.seller)
        return replace(said, seller=other) if other else None

    return changed


def taxable(vat: VatBreakdown) -> VatBreakdown | None:
    """Not of IGIC and IPSI: in CII the standard's own rules for them look for the rate in the wrong place and hold for
    every amount."""
    return replace(vat, taxable=vat.taxable + 2) if vat.category not in ("L", "M") else None


def no_vat_number(said: Bill) -> Bill | None:
    """A representative for tax would stand in with its own."""
    bare = replace(said.seller, vat_number="")
    return replace(said, seller=bare) if said.seller.vat_number and not said.tax_representative else None


def gross_price(line: BillLine) -> BillLine | None:
    """A list price below zero."""
    price = line.price
    return replace(line, price=replace(price, gross=Decimal(-1))) if price.gross is not None else None


def standard_id(line: BillLine) -> BillLine | None:
    """A standard article number of no known scheme."""
    item = line.item
    return replace(line, item=replace(item, standard_id=Identifier("1", "9999"))) if item.standard_id else None


def article_class(line: BillLine) -> BillLine | None:
    """A classification of no known list."""
    item = line.item
    return replace(line, item=replace(item, classifications=(Identifier("1", "??"),))) if item.classifications else None


def origin(line: BillLine) -> BillLine | None:
    """No country."""
    return replace(line, item=replace(line.item, origin="QQ")) if line.item.origin else None


def other_rate(line: BillLine) -> BillLine | None:
    """A rate where the category has none."""
    return replace(line, vat_rate=Decimal(33)) if line.vat_category in ("Z", "E", "AE", "K", "G") else None


def no_rate(line: BillLine) -> BillLine | None:
    """No rate where the category has one."""
    return replace(line, vat_rate=Decimal(0)) if line.vat_category == "S" else None


def means(said: Bill) -> Bill | None:
    """No known means of payment."""
    payment: Payment | None = said.payment
    return replace(said, payment=replace(payment, means_code="999")) if payment else None


def note_subject(said: Bill) -> Bill | None:
    """A note about nothing that has a code."""
    return replace(said, notes=(replace(said.notes[1], subject="QQQ"),)) if len(said.notes) > 1 else None


def object_scheme(said: Bill) -> Bill | None:
    """An object of no known scheme."""
    known = said.invoiced_object
    return replace(said, invoiced_object=replace(known, scheme="QQQ")) if known else None


def adjustment(said: Bill) -> Bill | None:
    """An allowance or charge that its sum does not know."""
    first, *others = said.adjustments or (None,)
    return replace(said, adjustments=(replace(first, amount=first.amount + 1), *others)) if first else None


def delivery(said: Bill) -> Bill | None:
    """Delivered to no country."""
    there = said.delivery
    return replace(said, delivery=replace(there, address=Address(country="QQ"))) if there else None
