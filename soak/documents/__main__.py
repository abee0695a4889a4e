"""2,000 generated documents taken in, drawn, read back and compared with the database; and 500 that are wrong.

Each is taken in as UBL or CII, in turn, for a customer who reads English or French. No rule may be broken, in either
syntax; the text of the PDF, the XML in it and the rows have to agree on every amount, and drawing again has to give
the bytes that are kept. Of the mutants each has to be refused by a rule that names what is wrong with it.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module

DOCUMENTS, MUTANTS = 2_000, 500


def main() -> int:
    """0 if every document was right and every mutant refused."""
    parser = argparse.ArgumentParser(prog="python -m soak.documents")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    import_module("soak.testing").prepare()
    first = args.seed % 1_000_000 + 1
    found = _documents(first, max(1, round(DOCUMENTS * args.scale)))
    found += _mutants(first, max(1, round(MUTANTS * args.scale)))
    print("\n".join(found[:40]))
    return int(bool(found))


def _documents(first: int, many: int) -> list[str]:
    taking: Callable[[], Callable[[int], Iterator[str]]] = import_module("soak.documents.taking").taker
    take, began, found = taking(), time.monotonic(), list[str]()
    for number in range(first, first + many):
        found += take(number)
    seconds = time.monotonic() - began
    print(f"{many} documents taken in, drawn and read back in {seconds:.0f} s; {len(found)} disagreements")
    return found


def _mutants(first: int, many: int) -> list[str]:
    judging, mutants = import_module("soak.documents.judging"), import_module("soak.documents.mutants")
    found, kinds = list[str](), Counter[str]()
    for mutant in mutants.mutants(many, first):
        kinds[mutant.name] += 1
        for syntax in judging.WRITERS:
            found += judging.escaped(mutant, syntax)
    print(
        f"{many} mutants of {len(kinds)} kinds, in CII and in UBL; {len(found)} not refused by the rule that names them"
    )
    return found


if __name__ == "__main__":
    sys.exit(main())
