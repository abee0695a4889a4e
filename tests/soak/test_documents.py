"""The trial of documents: some of them go through the site and agree everywhere, and what does not agree is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from soak.documents import reading
from soak.documents.making import bill
from soak.documents.taking import taker


@pytest.mark.django_db(transaction=True)
def test_documents_agree_with_their_pdf_their_xml_and_their_rows():
    take = taker()
    assert [problem for number in (2, 3, 7, 10, 12, 13) for problem in take(number)] == []


def test_an_amount_that_is_missing_or_other_is_told(monkeypatch):
    said = bill(2)
    other = replace(said, totals=replace(said.totals, payable=said.totals.payable + Decimal("0.01")))
    content = reading.drawing(other, "en", "")[0]
    told = list(reading.disagreements(said, 2, content, ()))
    assert told == ["2: €175.12 stands 0 times in the PDF, not 1", "2: 0 XML documents in the PDF"]


def test_the_same_number_is_the_same_bill():
    assert bill(42) == bill(42) != bill(43)
