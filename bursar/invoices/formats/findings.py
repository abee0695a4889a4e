"""What is found in a document that breaks a rule: which, where, and whether that is a reason to refuse it. Pure."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from bursar.invoices.formats.naming import CODE_LISTS, OCCURRENCES, ONE_ACCOUNT, TWICE, WARNINGS
from bursar.invoices.formats.nodes import path_of
from bursar.invoices.formats.profiles import Profile, Syntax

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SCHEMA = "XSD"  # the name of the rule that a document is laid out as its schema says
UNASKED = "XSLT"  # and of the one that the rules can be asked at all
UDT = "{urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100}"
_DAY = re.compile(r"\s*\d{4}(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])\s*", re.ASCII)
_NAMED = re.compile(r"\[((?:BR|CII|UBL|PEPPOL)-[A-Z0-9-]+)\]")


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


def by_schema(log: etree._ListErrorLog, root: etree._Element) -> list[Finding]:
    """What a schema found; the first says what is wrong, the others follow from it."""
    return [
        Finding(SCHEMA, True, _pointed(root, str(entry.path or "")), _plain(str(entry.message)))
        for entry in list(log)[:5]
    ]


def _pointed(root: etree._Element, path: str) -> str:
    """The readable place that a path of libxml2 points at: `/*/cac:Party[2]`."""
    names = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    try:
        found: Any = root.getroottree().xpath(path, namespaces=names) if path else []
    except etree.XPathError:  # a prefix that is declared further down
        found = []
    return _place(found[0]) if found else path


def repeated(root: etree._Element, profile: Profile, error: str) -> list[Finding]:
    """What stands more than once though the rules cannot even be asked then; `error` is what stopped them."""
    table = TWICE if profile.syntax is not Syntax.CII else OCCURRENCES
    found = [
        Finding(rule, True, _place(each), f"{what} stands here more than once.")
        for parent, what, rule in table
        for each in root.iter(f"{{*}}{parent.rpartition('/')[2]}")
        if len(each.findall("/".join(f"{{*}}{step}" for step in what.split("/")))) > 1 and _ends(path_of(each), parent)
    ]
    return found or [Finding(UNASKED, True, "", " ".join(error.split())[:300])]


def by_dates(root: etree._Element) -> list[Finding]:
    """Dates of CII that are no eight digits though they say so: a rule of the standard that Factur-X's have not."""
    rule, text = "CII-DT-097", "Date time string with format attribute 102 shall be YYYYMMDD."
    dated = (each for each in root.iter(f"{UDT}DateTimeString") if each.get("format") == "102")
    return [Finding(rule, True, _place(each), text) for each in dated if not _DAY.fullmatch(each.text or "")]


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
        named = _NAMED.match(text)
        if named:
            rule = named[1]
        else:
            rule, is_fatal = _factur_x(rule, text, place, root, profile)
    if rule in ONE_ACCOUNT:
        is_fatal = is_fatal and not _has_an_account(root, place)
    return Finding(rule, is_fatal and rule not in WARNINGS and rule not in profile.relaxed, place, text)


def _factur_x(rule: str, text: str, place: str, root: etree._Element, profile: Profile) -> tuple[str, bool]:
    """The standard's name for a rule that Factur-X made of it, and whether breaking it is a reason to refuse.

    What has no place in a profile is not read, and so no reason; how often something occurs is one in Factur-X's own
    profiles, which have no other rule for it, and elsewhere where the standard has one.
    """
    if "is not allowed" in text:
        known = _code_list(text, place, root)
        code = _text(root, place)
        # The standard's own rules do not mind small letters (its issue 194); Factur-X's do.
        is_small = known == "BR-CL-22" and code != code.upper()
        return known or rule, bool(known) and not is_small
    if "occur" in text:
        known = next((name for end, what, name in OCCURRENCES if f"'ram:{what}'" in text and _ends(place, end)), "")
        return known or rule, bool(known) or profile.is_strict
    return rule or "FX-NOT-USED", bool(rule) and profile.is_strict


def _has_an_account(root: etree._Element, means: str) -> bool:
    """Whether payment means name an account to pay to."""
    return any(
        _text(root, f"{means}/PayeePartyCreditorFinancialAccount/{name}") for name in ("IBANID", "ProprietaryID")
    )


def _code_list(text: str, place: str, root: etree._Element) -> str:
    """The standard's name for the code list that a place is coded by."""
    if _ends(place, "SpecifiedTradeAllowanceCharge/ReasonCode"):
        charge = _text(root, place.rpartition("/")[0] + "/ChargeIndicator/Indicator")
        return "BR-CL-20" if charge in ("true", "1") else "BR-CL-19"
    attribute = "/@currencyID" if "'@currencyID'" in text else ""
    return next((name for end, name in CODE_LISTS if _ends(place + attribute, end)), "")


def _ends(place: str, end: str) -> bool:
    steps = re.sub(r"\[\d+\]", "", place)
    return f"/{steps}".endswith(f"/{end}")


def _place(element: etree._Element) -> str:
    """The readable place of an element."""
    steps = []
    for each in (element, *element.iterancestors()):
        parent = each.getparent()
        alike = [each] if parent is None else parent.findall(str(each.tag))
        number = f"[{alike.index(each) + 1}]" if len(alike) > 1 and alike[0] is not each else ""
        steps.append(etree.QName(each).localname + number)
    return "/" + "/".join(reversed(steps))


def _element(root: etree._Element, place: str) -> etree._Element | None:
    """The element of a readable place."""
    steps = [step.partition("[") for step in place.strip("/").split("/")[1:]]
    path = "/".join(f"{{*}}{name}[{(rest or '1]')[:-1]}]" for name, _bracket, rest in steps)
    return root.find(path) if path else root


def _text(root: etree._Element, place: str) -> str:
    found = _element(root, place)
    return (found.text or "").strip() if found is not None else ""


def readable(location: str) -> str:
    """A place without its namespaces: `/Invoice/InvoiceLine[2]/Price`."""
    steps = re.sub(r"\[namespace-uri\(\)='[^']*'\]", "", location).replace("*:", "")
    return re.sub(r"\[1\]", "", re.sub(r"Q\{[^}]*\}", "", steps))


def _plain(message: str) -> str:
    return re.sub(r"\{[^}]*\}", "", message)[:500]
