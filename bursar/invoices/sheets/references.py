"""What a bill refers to, as terms and values."""

from django.utils.translation import gettext as _

from bursar.invoices.semantic import Bill, Period, Preceding
from bursar.invoices.sheets.values import date_text


def facts_of(bill: Bill, language: str, customer: str) -> list[tuple[str, str]]:
    """Dates and references, as far as there are any."""
    delivered_on = bill.delivery.delivered_on if bill.delivery else None
    facts = [
        (_("Date of issue"), date_text(bill.issued_on, language)),
        (_("Due date"), date_text(bill.due_on, language)),
        *((_("Refers to invoice"), _preceding(each, language)) for each in bill.precedings),
        (_("Period"), _period(bill.period, language)),
        (_("Delivered on"), date_text(delivered_on, language)),
        (_("VAT due on"), date_text(bill.vat_point_on, language)),
        (_("Customer number"), customer),
        (_("Your reference"), bill.buyer_reference),
        (_("Purchase order"), bill.order),
        (_("Our order"), bill.sales_order),
        (_("Contract"), bill.contract),
        (_("Project"), bill.project),
        (_("Despatch advice"), bill.despatch_advice),
        (_("Receiving advice"), bill.receiving_advice),
        (_("Tender"), bill.tender),
        (_("Object"), bill.invoiced_object.value if bill.invoiced_object else ""),
        (_("Your cost centre"), bill.accounting_reference),
    ]
    return [(term, value) for term, value in facts if value]


def _preceding(said: Preceding, language: str) -> str:
    if said.issued_on is None:
        return said.number
    return _("%(number)s of %(date)s") % {"number": said.number, "date": date_text(said.issued_on, language)}


def _period(said: Period | None, language: str) -> str:
    if said is None:
        return ""
    if said.start_on is None or said.end_on is None:
        return date_text(said.start_on or said.end_on, language)
    days = {"start": date_text(said.start_on, language), "end": date_text(said.end_on, language)}
    return _("%(start)s to %(end)s") % days
