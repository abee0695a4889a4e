"""Bills with one number or one code wrong, each with the rules that name what is wrong. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

from bursar.invoices.semantic import Address, Bill, BillLine, Identifier, Party, Payment, VatBreakdown
from soak.documents.making import bill

_CENT = Decimal("0.001")  # finer than the standard knows
Change = Callable[[Bill], Bill | None]


@dataclass(frozen=True)
class Mutant:
    """A wrong bill, what was done to it, and the rules of which one has to refuse it."""

    number: int
    name: str
    bill: Bill
    rules: frozenset[str]


def mutants(many: int, first: int = 1) -> Iterator[Mutant]:
    """So many mutants, of each kind in turn, of bills that are right."""
    numbers = count(first)
    kinds = list(KINDS.items())
    for made in range(many):
        name, (change, rules) = kinds[made % len(kinds)]
        while True:
            number = next(numbers)
            said = bill(number)
            changed = change(said) if said.vat[0].category != "B" and len(said.lines) < 100 else None
            if changed is not None and changed != said:
                break
        yield Mutant(number, name, changed, frozenset(_named(rules, said)))


def _named(rules: tuple[str, ...], said: Bill) -> Iterator[str]:
    """The rules for the categories of the bill: BR-*-08 is BR-S-08, BR-Z-08 …; three categories have other names."""
    names = {"L": "AF", "M": "AG", "K": "IC"}
    for rule in rules:
        if "*" not in rule:
            yield rule
        for vat in said.vat:
            yield rule.replace("*", names.get(vat.category, vat.category))


def _total(name: str, by: Decimal = Decimal(1)) -> Change:
    """A total of the document, larger by so much."""

    def change(said: Bill) -> Bill | None:
        there = getattr(said.totals, name)
        return None if there is None else replace(said, totals=replace(said.totals, **{name: there + by}))

    return change


def _vat(change: Callable[[VatBreakdown], VatBreakdown | None]) -> Change:
    def changed(said: Bill) -> Bill | None:
        first = change(said.vat[0])
        return replace(said, vat=(first, *said.vat[1:])) if first else None

    return changed


def _line(change: Callable[[BillLine], BillLine | None]) -> Change:
    def changed(said: Bill) -> Bill | None:
        for place, line in enumerate(said.lines):
            if other := change(line):
                return replace(said, lines=(*said.lines[:place], other, *said.lines[place + 1 :]))
        return None

    return changed


def _seller(change: Callable[[Party], Party | None]) -> Change:
    def changed(said: Bill) -> Bill | None:
        other = change(said.seller)
        return replace(said, seller=other) if other else None

    return changed


def _taxable(vat: VatBreakdown) -> VatBreakdown | None:
    """Not of IGIC and IPSI: in CII the standard's own rules for them look for the rate in the wrong place and hold for
    every amount."""
    return replace(vat, taxable=vat.taxable + 2) if vat.category not in ("L", "M") else None


def _gross_price(line: BillLine) -> BillLine | None:
    price = line.price
    return replace(line, price=replace(price, gross=Decimal(-1))) if price.gross is not None else None


def _standard_id(line: BillLine) -> BillLine | None:
    item = line.item
    return replace(line, item=replace(item, standard_id=Identifier("1", "9999"))) if item.standard_id else None


def _class(line: BillLine) -> BillLine | None:
    item = line.item
    return replace(line, item=replace(item, classifications=(Identifier("1", "??"),))) if item.classifications else None


def _origin(line: BillLine) -> BillLine | None:
    return replace(line, item=replace(line.item, origin="QQ")) if line.item.origin else None


def _other_rate(line: BillLine) -> BillLine | None:
    return replace(line, vat_rate=Decimal(33)) if line.vat_category in ("Z", "E", "AE", "K", "G") else None


def _no_rate(line: BillLine) -> BillLine | None:
    return replace(line, vat_rate=Decimal(0)) if line.vat_category == "S" else None


def _means(said: Bill) -> Bill | None:
    payment: Payment | None = said.payment
    return replace(said, payment=replace(payment, means_code="999")) if payment else None


def _note(said: Bill) -> Bill | None:
    return replace(said, notes=(replace(said.notes[1], subject="QQQ"),)) if len(said.notes) > 1 else None


def _object(said: Bill) -> Bill | None:
    known = said.invoiced_object
    return replace(said, invoiced_object=replace(known, scheme="QQQ")) if known else None


def _adjustment(said: Bill) -> Bill | None:
    first, *others = said.adjustments or (None,)
    return replace(said, adjustments=(replace(first, amount=first.amount + 1), *others)) if first else None


def _delivery(said: Bill) -> Bill | None:
    there = said.delivery
    return replace(said, delivery=replace(there, address=Address(country="QQ"))) if there else None


KINDS: dict[str, tuple[Change, tuple[str, ...]]] = {
    "sum of the lines": (_total("lines"), ("BR-CO-10",)),
    "sum of allowances": (_total("allowances"), ("BR-CO-11",)),
    "sum of charges": (_total("charges"), ("BR-CO-12",)),
    "total without VAT": (_total("net"), ("BR-CO-13",)),
    "total VAT": (_total("vat"), ("BR-CO-14",)),
    "total with VAT": (_total("gross"), ("BR-CO-15",)),
    "paid before": (_total("prepaid"), ("BR-CO-16",)),
    "rounding": (_total("rounding"), ("BR-CO-16",)),
    "to pay": (_total("payable"), ("BR-CO-16",)),
    "finer total": (_total("gross", _CENT), ("BR-DEC-14",)),
    "finer to pay": (_total("payable", _CENT), ("BR-DEC-18",)),
    "allowance": (_adjustment, ("BR-CO-11", "BR-CO-12")),
    "VAT of a category": (_vat(lambda v: replace(v, tax=v.tax + 2)), ("BR-CO-17", "BR-*-09", "BR-CO-14")),
    "taxed amount": (_vat(_taxable), ("BR-*-08",)),
    "rate": (_vat(lambda v: replace(v, rate=v.rate + 1) if v.rate else None), ("BR-*-08", "BR-CO-17")),
    "category": (_vat(lambda v: replace(v, category="Q")), ("BR-CL-17",)),
    "exemption": (_vat(lambda v: replace(v, exemption_code="VATEX-QQ") if v.exemption_code else None), ("BR-CL-22",)),
    "no exemption": (
        _vat(lambda v: replace(v, exemption="", exemption_code="") if v.exemption else None),
        ("BR-*-10",),
    ),
    "amount of a line": (_line(lambda one: replace(one, net=(one.net or Decimal(0)) + 1)), ("BR-CO-10",)),
    "finer line": (_line(lambda one: replace(one, net=(one.net or Decimal(0)) + _CENT)), ("BR-DEC-23",)),
    "price below zero": (_line(lambda one: replace(one, price=replace(one.price, net=Decimal(-1)))), ("BR-27",)),
    "list price below zero": (_line(_gross_price), ("BR-28",)),
    "unit": (_line(lambda one: replace(one, unit="QQQ")), ("BR-CL-23",)),
    "category of a line": (_line(lambda one: replace(one, vat_category="Q")), ("BR-CL-18",)),
    "rate where there is none": (_line(_other_rate), ("BR-*-05",)),
    "no rate where there is one": (_line(_no_rate), ("BR-S-05",)),
    "standard article": (_line(_standard_id), ("BR-CL-21",)),
    "class of an article": (_line(_class), ("BR-CL-13",)),
    "origin": (_line(_origin), ("BR-CL-15",)),
    "kind of document": (lambda said: replace(said, type_code="999"), ("BR-CL-01",)),
    "currency": (lambda said: replace(said, currency="EUX"), ("BR-CL-04", "BR-CL-03")),
    "country": (_seller(lambda p: replace(p, address=replace(p.address, country="QQ"))), ("BR-CL-14",)),
    "no country": (_seller(lambda p: replace(p, address=replace(p.address, country=""))), ("BR-09", "BR-08")),
    "VAT number": (_seller(lambda p: replace(p, vat_number="123") if p.vat_number else None), ("BR-CO-09",)),
    "no VAT number": (_seller(lambda p: replace(p, vat_number="") if p.vat_number else None), ("BR-*-02",)),
    "registration": (_seller(lambda p: replace(p, legal_registration=Identifier("1", "9999"))), ("BR-CL-11",)),
    "identifier": (_seller(lambda p: replace(p, identifiers=(Identifier("1", "9999"),))), ("BR-CL-10",)),
    "electronic address": (_seller(lambda p: replace(p, electronic_address=Identifier("1", "QQ"))), ("BR-CL-25",)),
    "means of payment": (_means, ("BR-CL-16",)),
    "subject of a note": (_note, ("BR-CL-08",)),
    "object": (_object, ("BR-CL-07",)),
    "country of delivery": (_delivery, ("BR-CL-14",)),
}
