"""Bills with one number or one code wrong, each with the rules that name what is wrong. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

from bursar.invoices.semantic import Bill, Identifier
from soak.documents import changes
from soak.documents.making import bill

_UNKNOWN = Identifier("1", "9999")  # of no scheme


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


KINDS: dict[str, tuple[changes.Change, tuple[str, ...]]] = {
    "sum of the lines": (changes.total("lines"), ("BR-CO-10",)),
    "sum of allowances": (changes.total("allowances"), ("BR-CO-11",)),
    "sum of charges": (changes.total("charges"), ("BR-CO-12",)),
    "total without VAT": (changes.total("net"), ("BR-CO-13",)),
    "total VAT": (changes.total("vat"), ("BR-CO-14",)),
    "total with VAT": (changes.total("gross"), ("BR-CO-15",)),
    "paid before": (changes.total("prepaid"), ("BR-CO-16",)),
    "rounding": (changes.total("rounding"), ("BR-CO-16",)),
    "to pay": (changes.total("payable"), ("BR-CO-16",)),
    "finer total": (changes.total("gross", changes.FINER), ("BR-DEC-14",)),
    "finer to pay": (changes.total("payable", changes.FINER), ("BR-DEC-18",)),
    "allowance": (changes.adjustment, ("BR-CO-11", "BR-CO-12")),
    "VAT of a category": (changes.vat(lambda v: replace(v, tax=v.tax + 2)), ("BR-CO-17", "BR-*-09", "BR-CO-14")),
    "taxed amount": (changes.vat(changes.taxable), ("BR-*-08",)),
    "rate": (changes.vat(lambda v: replace(v, rate=v.rate + 1) if v.rate else None), ("BR-*-08", "BR-CO-17")),
    "category": (changes.vat(lambda v: replace(v, category="Q")), ("BR-CL-17",)),
    "exemption": (changes.vat(lambda v: replace(v, exemption_code="Q") if v.exemption_code else None), ("BR-CL-22",)),
    "no exemption": (
        changes.vat(lambda v: replace(v, exemption="", exemption_code="") if v.exemption else None),
        ("BR-*-10",),
    ),
    "amount of a line": (changes.line(lambda one: replace(one, net=(one.net or Decimal(0)) + 1)), ("BR-CO-10",)),
    "finer line": (changes.line(lambda one: replace(one, net=(one.net or Decimal(0)) + changes.FINER)), ("BR-DEC-23",)),
    "price below zero": (changes.line(lambda one: replace(one, price=replace(one.price, net=Decimal(-1)))), ("BR-27",)),
    "list price below zero": (changes.line(changes.gross_price), ("BR-28",)),
    "unit": (changes.line(lambda one: replace(one, unit="QQQ")), ("BR-CL-23",)),
    "category of a line": (changes.line(lambda one: replace(one, vat_category="Q")), ("BR-CL-18",)),
    "rate where there is none": (changes.line(changes.other_rate), ("BR-*-05",)),
    "no rate where there is one": (changes.line(changes.no_rate), ("BR-S-05",)),
    "standard article": (changes.line(changes.standard_id), ("BR-CL-21",)),
    "class of an article": (changes.line(changes.article_class), ("BR-CL-13",)),
    "origin": (changes.line(changes.origin), ("BR-CL-15",)),
    "kind of document": (lambda said: replace(said, type_code="999"), ("BR-CL-01",)),
    "currency": (lambda said: replace(said, currency="EUX"), ("BR-CL-04", "BR-CL-03")),
    "country": (changes.seller(lambda p: replace(p, address=replace(p.address, country="QQ"))), ("BR-CL-14",)),
    "no country": (changes.seller(lambda p: replace(p, address=replace(p.address, country=""))), ("BR-09", "BR-08")),
    "VAT number": (changes.seller(lambda p: replace(p, vat_number="123") if p.vat_number else None), ("BR-CO-09",)),
    "no VAT number": (changes.no_vat_number, ("BR-*-02",)),
    "registration": (changes.seller(lambda p: replace(p, legal_registration=_UNKNOWN)), ("BR-CL-11",)),
    "identifier": (changes.seller(lambda p: replace(p, identifiers=(_UNKNOWN,))), ("BR-CL-10",)),
    "electronic address": (
        changes.seller(lambda p: replace(p, electronic_address=Identifier("1", "Q"))),
        ("BR-CL-25",),
    ),
    "means of payment": (changes.means, ("BR-CL-16",)),
    "subject of a note": (changes.note_subject, ("BR-CL-08",)),
    "object": (changes.object_scheme, ("BR-CL-07",)),
    "country of delivery": (changes.delivery, ("BR-CL-14",)),
}
