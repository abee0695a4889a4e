"""Whether bills are judged rightly: those that are right by no fatal rule, mutants by the rule that names them."""

from collections.abc import Iterator

from bursar.invoices.formats import writers
from bursar.invoices.formats.nodes import parsed
from bursar.invoices.formats.profiles import recognised
from bursar.invoices.formats.validating import check
from bursar.invoices.semantic import Bill
from soak.documents.mutants import Mutant

WRITERS = {"CII": writers.cii, "UBL": writers.ubl}


def fatal(bill: Bill, syntax: str) -> set[str]:
    """The rules that are a reason to refuse it, written in a syntax."""
    root = parsed(WRITERS[syntax](bill))
    return {finding.rule for finding in check(root, recognised(root)) if finding.is_fatal}


def escaped(mutant: Mutant, syntax: str) -> Iterator[str]:
    """What is wrong with how a mutant was refused: nothing, when a rule that names it did."""
    found = fatal(mutant.bill, syntax)
    if not found & mutant.rules:
        yield f"{mutant.number} {syntax}: {mutant.name}: found {sorted(found)}, not {sorted(mutant.rules)}"
