"""Reading back what was rendered, with other libraries than wrote it: pypdf for the text, the standard's XML parser of
Python for the XML, Babel for how an amount is written; and telling what does not agree."""

import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from babel.numbers import format_currency
from pypdf import PdfReader

from bursar.core.money import exponent
from bursar.invoices.pdf import drawing
from bursar.invoices.semantic import Bill

_RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
_SUM = f".//{_RAM}SpecifiedTradeSettlementHeaderMonetarySummation"
_TOTALS = {
    "lines": "LineTotalAmount",
    "net": "TaxBasisTotalAmount",
    "vat": "TaxTotalAmount",
    "gross": "GrandTotalAmount",
    "payable": "DuePayableAmount",
    "prepaid": "TotalPrepaidAmount",
    "rounding": "RoundingAmount",
    "allowances": "AllowanceTotalAmount",
    "charges": "ChargeTotalAmount",
}
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}
_SPLIT = "B"  # a category that Factur-X does not have
_UNSEEN = re.compile("[\u200b\u200e\u200f]")
_WITHIN = re.compile("[\u00a0\u202f]")  # spaces in an amount: what stands around it is set off by others


def problems(bill: Bill, number: int) -> Iterator[str]:
    """What is wrong with the rendered bill; nothing when its PDF, its XML and the bill say the same."""
    language = language_of(number)
    content, findings = drawing(bill, language, "C-4817-2093")
    yield from disagreements(bill, number, content, findings)


def language_of(number: int) -> str:
    """The language of a document: each in turn."""
    return ("en", "fr")[number % 2]


def disagreements(bill: Bill, number: int, content: bytes, findings: Iterable[dict[str, str]]) -> Iterator[str]:
    """Where a PDF says other than its bill, in words or in its XML; `findings` are the rules that kept the XML out."""
    found = sorted({finding["rule"] for finding in findings})
    expected = ["BR-CL-17", "BR-CL-18"] if bill.vat[0].category == _SPLIT else []
    if found != expected:
        yield f"{number}: breaks {found}"
    reader = PdfReader(io.BytesIO(content))
    words = Counter(plain("\n".join(page.extract_text() for page in reader.pages)).split())
    for amount, times in shown(bill).items():
        written = plain(written_out(amount, bill.currency, language_of(number)))
        if words[written] < times:
            yield f"{number}: {written} stands {words[written]} times in the PDF, not {times}"
    attached = dict(reader.attachments).get("factur-x.xml", [])
    if len(attached) != (not found):
        yield f"{number}: {len(attached)} XML documents in the PDF"
    for xml in attached:
        yield from differences(bill, xml, number)


def differences(bill: Bill, xml: bytes, number: int) -> Iterator[str]:
    """Where the amounts of the XML are other than the bill's."""
    said = facts(xml)
    for name in _TOTALS:
        amount = getattr(bill.totals, name)
        if (Decimal(said[name]) if said[name] else None) != amount:
            yield f"{number}: {name} is {said[name]} in the XML, not {amount}"
    root = ET.fromstring(xml)
    lines = [Decimal(e.text or "") for e in root.iterfind(f".//{_RAM}SpecifiedTradeSettlementLineMonetarySummation/*")]
    if lines != [line.net for line in bill.lines]:
        yield f"{number}: the lines of the XML are {lines}"
    head = f".//{_RAM}ApplicableHeaderTradeSettlement/{_RAM}ApplicableTradeTax"
    vat = [(e.findtext(f"{_RAM}BasisAmount"), e.findtext(f"{_RAM}CalculatedAmount")) for e in root.iterfind(head)]
    if vat != [(f"{v.taxable:f}", f"{v.tax:f}") for v in bill.vat]:
        yield f"{number}: the VAT of the XML is {vat}"


def plain(text: str) -> str:
    """The text as a reader sees it, where an amount is one word."""
    return _WITHIN.sub("_", _UNSEEN.sub("", text))


def facts(xml: bytes) -> dict[str, str]:
    """The totals of a CII document."""
    found = ET.fromstring(xml).find(_SUM)
    return {name: found.findtext(_RAM + tag) or "" for name, tag in _TOTALS.items()} if found is not None else {}


def shown(bill: Bill) -> Counter[Decimal]:
    """The amounts that a reader has to see, and how often at least."""
    total = bill.totals
    amounts = [total.net, total.vat, total.payable, *(line.net for line in bill.lines)]
    amounts += [each for vat in bill.vat for each in (vat.taxable, vat.tax)]
    if total.prepaid:
        amounts += [total.gross, -total.prepaid]
    if total.rounding:
        amounts += [total.rounding]
    amounts += [each.amount if each.is_charge else -each.amount for each in bill.adjustments]
    return Counter(amount for amount in amounts if amount is not None)


def written_out(amount: Decimal, currency: str, language: str) -> str:
    """An amount as Babel writes it, with the places of its currency in ISO 4217."""
    places = exponent(currency)
    pattern = {"en": "¤#,##0", "fr": "#,##0\u00a0¤"}[language]
    digits = pattern.replace("#,##0", "#,##0." + "0" * places) if places else pattern
    locale = _LOCALES[language]
    return str(format_currency(amount, currency, digits, locale=locale, currency_digits=False))
