"""How rules are weighed and named, whichever profile's files told of them."""

import pytest
from lxml import etree

from bursar.invoices.formats import cii
from bursar.invoices.formats.findings import SVRL, Finding, by_rules
from bursar.invoices.formats.profiles import Profile, Syntax, recognised

CII = Profile(Syntax.CII, "EN 16931", "", "")
STRICT = Profile(Syntax.CII, "Factur-X BASIC", "", "", is_strict=True)
STEP = "/*:{}[namespace-uri()='urn:un'][1]"
ROOT = etree.fromstring(
    "<CrossIndustryInvoice><SpecifiedTradeAllowanceCharge><ChargeIndicator><Indicator>true</Indicator></ChargeIndicator>"
    "<ReasonCode>XX</ReasonCode></SpecifiedTradeAllowanceCharge><ApplicableTradeTax>"
    "<ExemptionReasonCode>vatex-eu-o</ExemptionReasonCode></ApplicableTradeTax></CrossIndustryInvoice>"
)


def found(text: str, *steps: str, rule: str = "FX-SCH-A-000001", flag: str = "", profile: Profile = CII) -> Finding:
    location = "".join(STEP.format(step) for step in ("CrossIndustryInvoice", *steps))
    flagged = f' flag="{flag}"' if flag else ""
    told = f'<failed-assert id="{rule}"{flagged} location="{location}"><text>{text}</text></failed-assert>'
    report = etree.fromstring(f'<o xmlns="{SVRL[1:-1]}">{told}</o>')
    return by_rules(report, ROOT, profile)[0]


def test_a_place_is_told_without_namespaces():
    assert found("x", "ExchangedDocument").place == "/CrossIndustryInvoice/ExchangedDocument"


def test_a_rule_named_in_the_text_goes_by_that_name():
    assert found("[BR-CO-10]-Sum of lines", profile=STRICT).rule == "BR-CO-10"


@pytest.mark.parametrize(
    ("steps", "text", "rule"),
    [
        (("ExchangedDocument", "TypeCode"), "Value of 'ram:TypeCode' is not allowed.", "BR-CL-01"),
        (("GrandTotalAmount",), "Value of '@currencyID' is not allowed.", "BR-CL-03"),
        (("SellerTradeParty", "GlobalID"), "Value of '@schemeID' is not allowed.", "BR-CL-10"),
        (("ShipToTradeParty", "GlobalID"), "Value of '@schemeID' is not allowed.", "BR-CL-26"),
        (("SpecifiedTradeAllowanceCharge", "ReasonCode"), "Value of 'ram:ReasonCode' is not allowed.", "BR-CL-20"),
        (("ExchangedDocument",), "Element 'ram:TypeCode' must occur exactly 1 times.", "CII-SR-014"),
    ],
)
def test_what_factur_x_numbers_goes_by_the_standards_name(steps, text, rule):
    finding = found(text, *steps)
    assert (finding.rule, finding.is_fatal) == (rule, True)


def test_an_exemption_code_in_small_letters_is_a_warning():
    steps = "ApplicableTradeTax", "ExemptionReasonCode"
    assert not found("Value of 'ram:ExemptionReasonCode' is not allowed.", *steps).is_fatal


def test_what_has_no_place_in_a_profile_is_a_warning():
    assert not found("Element 'ram:X' is marked as not used in the given context.", rule="", profile=STRICT).is_fatal


def test_how_often_something_occurs_refuses_in_factur_x_only():
    text = "Element 'ram:X' may occur at maximum 1 times."
    assert (found(text, profile=STRICT).is_fatal, found(text).is_fatal) == (True, False)


@pytest.mark.parametrize("rule", ["CII-SR-465", "PEPPOL-EN16931-R008"])
def test_warnings_of_the_standard_are_warnings_whoever_tells_of_them(rule):
    assert not found("x", rule=rule).is_fatal


def test_a_specification_relaxes_rules():
    guideline = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    document = etree.fromstring(
        f'<r:CrossIndustryInvoice xmlns:r="{cii.INVOICE}" xmlns:a="{cii.NAMES["ram"]}"><r:ExchangedDocumentContext>'
        f"<a:GuidelineSpecifiedDocumentContextParameter><a:ID>{guideline}</a:ID>"
        "</a:GuidelineSpecifiedDocumentContextParameter></r:ExchangedDocumentContext></r:CrossIndustryInvoice>"
    )
    profile = recognised(document)
    assert (profile.name, found("x", rule="BR-CL-23", profile=profile).is_fatal) == ("XRechnung", False)
