"""A line of a bill in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bursar.invoices.semantic import Adjustment, BillLine, Price
from bursar.invoices.sheets.reasons import adjustment_text
from bursar.invoices.sheets.units import quantity_text
from bursar.invoices.sheets.values import date_text, money_text, number_text, price_text, rate_text
from bursar.invoices.sheets.words import category_text


@dataclass(frozen=True)
class Line:
    """A line: what is sold, what else is said about it, and its numbers."""

    number: str
    description: str
    details: list[str]
    quantity: str
    unit_price: str
    vat_rate: str
    net: str


def line_of(said: BillLine, currency: str, language: str) -> Line:
    """A line in words."""
    return Line(
        number=said.line_id,
        description=said.item.name,
        details=_details(said, currency, language),
        quantity=quantity_text(said.quantity, said.unit, language),
        unit_price=_price(said.price, currency, language),
        vat_rate=rate_text(said.vat_rate, language) or category_text(said.vat_category),
        net=money_text(said.net, currency, language),
    )


def _price(said: Price, currency: str, language: str) -> str:
    price = price_text(said.net, currency, language)
    if said.base_quantity is None or said.base_quantity == 1:
        return price
    return _("%(price)s for %(quantity)s") % {
        "price": price,
        "quantity": quantity_text(said.base_quantity, said.base_unit, language),
    }


def _details(said: BillLine, currency: str, language: str) -> list[str]:
    """What is said about a line beside its name, each in a line of its own."""
    item, price = said.item, said.price
    found = [item.description, said.note]
    found += [_labelled(each.name, each.value) for each in item.attributes]
    numbers = [
        (_("Article number"), item.seller_id),
        (_("Your article number"), item.buyer_id),
        (_("Standard article number"), item.standard_id.value if item.standard_id else ""),
        (_("Order line"), said.order_line),
        (_("Object"), said.object_id.value if said.object_id else ""),
    ]
    found.append("  ·  ".join(f"{word} {value}" for word, value in numbers if value))
    if said.period:
        days = (date_text(said.period.start_on, language), date_text(said.period.end_on, language))
        found.append(" – ".join(day for day in days if day))
    if price.discount:
        terms = {
            "gross": price_text(price.gross, currency, language),
            "discount": price_text(price.discount, currency, language),
        }
        found.append(_("List price %(gross)s, discount %(discount)s") % terms)
    found += [_adjustment(each, currency, language) for each in said.adjustments]
    return [text for text in found if text]


def _adjustment(said: Adjustment, currency: str, language: str) -> str:
    text = adjustment_text(said.reason, said.reason_code, is_charge=said.is_charge)
    amount = money_text(said.amount if said.is_charge else -said.amount, currency, language)
    percent = f" ({number_text(said.percent, language)} %)" if said.percent is not None else ""
    return _labelled(f"{text}{percent}", amount)


def _labelled(label: str, value: str) -> str:
    """With the signs and spaces of the reader's language."""
    return _("%(label)s: %(value)s") % {"label": label, "value": value}
