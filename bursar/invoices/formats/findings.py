"""What is found in a document that breaks a rule: which, where, and whether that is a reason to refuse it. Pure."""

import re
from dataclasses import dataclass

from lxml import etree

from bursar.invoices.formats.profiles import Profile, Syntax

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SCHEMA = "XSD"  # the name of the rule that a document is laid out as its schema says
_STEP = re.compile(
    r"\*:(\w+)\[namespace-uri\(\)='[^']*'\]\[(\d+)\]|(@\w+)|\*:(\w+)|/(\w+)\[namespace-uri\(\)='[^']*'\]"
)
# Code lists in CII: Factur-X gives each place a number of its own; these are the standard's names for them. The last
# steps of the place, then the rule.
_CODE_LISTS = (
    ("ExchangedDocument/TypeCode", "BR-CL-01"),
    ("@currencyID", "BR-CL-03"),
    ("InvoiceCurrencyCode", "BR-CL-04"),
    ("TaxCurrencyCode", "BR-CL-05"),
    ("DueDateTypeCode", "BR-CL-06"),
    ("ReferenceTypeCode", "BR-CL-07"),
    ("SubjectCode", "BR-CL-08"),
    ("SpecifiedTradeProduct/GlobalID", "BR-CL-21"),
    ("ShipToTradeParty/GlobalID", "BR-CL-26"),
    ("GlobalID", "BR-CL-10"),
    ("SpecifiedLegalOrganization/ID", "BR-CL-11"),
    ("ClassCode", "BR-CL-13"),
    ("OriginTradeCountry/ID", "BR-CL-15"),
    ("CountryID", "BR-CL-14"),
    ("SpecifiedTradeSettlementPaymentMeans/TypeCode", "BR-CL-16"),
    ("ApplicableHeaderTradeSettlement/ApplicableTradeTax/CategoryCode", "BR-CL-17"),
    ("SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode", "BR-CL-18"),
    ("CategoryTradeTax/CategoryCode", "BR-CL-17"),
    ("ExemptionReasonCode", "BR-CL-22"),
    ("BilledQuantity", "BR-CL-23"),
    ("BasisQuantity", "BR-CL-23"),
    ("AttachmentBinaryObject", "BR-CL-24"),
    ("URIUniversalCommunication/URIID", "BR-CL-25"),
)


@dataclass(frozen=True)
class Finding:
    """A broken rule: its name in the standard, whether it is a reason to refuse, where, and the rule's own words."""

    rule: str
    is_fatal: bool
    place: str
    text: str

    def data(self) -> dict[str, str]:
        """As it is stored with the document."""
        return {"rule": self.rule, "place": self.place, "text": self.text}


def by_schema(log: etree._ListErrorLog) -> list[Finding]:
    """What a schema found; the first says what is wrong, the others follow from it."""
    return [Finding(SCHEMA, True, str(entry.path or ""), _plain(str(entry.message))) for entry in list(log)[:5]]


def by_rules(report: etree._Element, root: etree._Element, profile: Profile) -> list[Finding]:
    """What the Schematron found, as its report says (SVRL, ISO/IEC 19757-3)."""
    asserted = report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")
    return list(dict.fromkeys(_finding(each, root, profile) for each in asserted))


def _finding(asserted: etree._Element, root: etree._Element, profile: Profile) -> Finding:
    place = readable(asserted.get("location") or "")
    text = " ".join((asserted.findtext(f"{SVRL}text") or "").split())
    rule = asserted.get("id") or ""
    is_fatal = (asserted.get("flag") or "fatal") == "fatal"
    if profile.syntax is Syntax.CII and (not rule or rule.startswith("FX-")):
        rule, is_fatal = _factur_x(rule, text, place, profile)
    if rule == "BR-CL-22" and _is_written_small(place, root):
        is_fatal = False  # the standard's own rules do not mind (its issue 194); Factur-X's do
    return Finding(rule, is_fatal and rule not in profile.relaxed, place, text)


def _factur_x(rule: str, text: str, place: str, profile: Profile) -> tuple[str, bool]:
    """The standard's name for a rule that Factur-X made of it, and whether breaking it is a reason to refuse.

    What has no place in a profile is not read, and so no reason; how often something occurs is one in Factur-X's own
    profiles only, which have no other rule for it.
    """
    if "is not allowed" in text:
        attribute = "/@currencyID" if "'@currencyID'" in text else ""
        known = next((name for end, name in _CODE_LISTS if _ends(place + attribute, end)), "")
        if known == "BR-CL-10" and profile.syntax is Syntax.CII and "SpecifiedTaxRegistration" in place:
            known = ""
        return known or rule, bool(known)
    return rule or "FX-NOT-USED", bool(rule) and profile.is_strict


def _ends(place: str, end: str) -> bool:
    steps = re.sub(r"\[\d+\]|\w+:", "", place)
    return steps.endswith(end) and steps[: -len(end)].endswith("/")


def _is_written_small(place: str, root: etree._Element) -> bool:
    text = " ".join(e.text or "" for e in root.iter("{*}ExemptionReasonCode"))
    return bool(place) and any(code != code.upper() for code in text.split())


def readable(location: str) -> str:
    """A place without its namespaces: `/Invoice/InvoiceLine[2]/Price`."""
    steps = re.sub(r"\[namespace-uri\(\)='[^']*'\]", "", location).replace("*:", "")
    return re.sub(r"\[1\]", "", re.sub(r"Q\{[^}]*\}", "", steps))


def _plain(message: str) -> str:
    return re.sub(r"\{[^}]*\}", "", message)[:500]
