"""Structured references: ISO 11649."""

import pytest
from stdnum import iso11649

from bursar.invoices.references import grouped, reference_of, uids_in, words_in


def test_check_digits_are_those_of_the_standard():
    assert reference_of("539007547034") == "RF18539007547034"
    assert iso11649.is_valid(reference_of("a1b2c3d4e5f6"))


def test_it_is_printed_in_groups_of_four():
    assert grouped("RF18000000000539") == "RF18 0000 0000 0539"


@pytest.mark.parametrize("shape", ["{}", "invoice {} thanks", "/ROC/{}//", "REF: {}"])
def test_it_is_found_however_it_is_written(shape):
    reference = reference_of("a1b2c3d4e5f6")
    assert uids_in(shape.format(reference)) == ["a1b2c3d4e5f6"]
    assert uids_in(shape.format(grouped(reference).lower())) == ["a1b2c3d4e5f6"]


def test_a_wrong_digit_is_noticed():
    reference = reference_of("a1b2c3d4e5f6")
    assert uids_in(reference[:-1] + "7") == []
    assert uids_in("RFRFRF" + reference) == ["a1b2c3d4e5f6"]


def test_words_with_digits_may_be_numbers():
    assert words_in("Pay (FR-2026-1), F2; and more.") == ["FR-2026-1", "F2"]
