"""Bills with one number or code wrong are refused by the rule that names it, in both syntaxes, and not taken in."""

import pytest

from bursar.invoices.formats import writers
from bursar.invoices.formats.reading import InvalidError, receive
from soak.documents import judging
from soak.documents.mutants import KINDS, mutants

MADE = {mutant.name: mutant for mutant in mutants(len(KINDS))}


@pytest.mark.parametrize("name", KINDS)
def test_a_wrong_one_is_refused_by_the_rule_that_names_it(name):
    assert [each for syntax in judging.WRITERS for each in judging.escaped(MADE[name], syntax)] == []


def test_a_wrong_one_is_not_received():
    with pytest.raises(InvalidError, match="BR-CO-16"):
        receive(writers.ubl(MADE["to pay"].bill))


def test_a_rule_that_names_something_else_is_not_enough():
    mutant = MADE["to pay"]
    wrong = type(mutant)(mutant.number, mutant.name, mutant.bill, frozenset({"BR-CL-01"}))
    assert list(judging.escaped(wrong, "CII"))
