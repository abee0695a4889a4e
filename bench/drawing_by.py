"""`python -m bench.drawing_by ENGINE ROUNDS`: draws the same two pages so many times and prints what one cost, as JSON.

Bursar makes a Factur-X PDF: PDF/A-3 with tags, its XML judged by schema and Schematron. The others draw pages alone.
"""

import io
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from html import escape
from importlib import import_module
from typing import Any

import django
from pypdf import PdfReader

Draw = Callable[[int], bytes]
COLUMNS = ("Description", "Quantity", "Unit price", "VAT", "Net amount")


def main() -> None:
    """Warm up, draw, print."""
    engine, rounds = sys.argv[1], int(sys.argv[2])
    os.environ["DJANGO_SETTINGS_MODULE"] = "bursar.config.settings"
    django.setup()
    draw: Draw = ENGINES[engine]()
    for number in range(3):
        content = draw(number)
    costs = []
    for number in range(3, 3 + rounds):
        began = time.process_time()
        content = draw(number)
        costs.append((time.process_time() - began) * 1000)
    pages = len(PdfReader(io.BytesIO(content)).pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"ms": statistics.median(costs), "peak": peak, "pages": pages, "bytes": len(content)}))


def _bursar() -> Draw:
    drawing, bill = import_module("bursar.invoices.pdf").drawing, import_module("bench.drawn").bill
    return lambda number: drawing(bill(number), "en", "C-1")[0]


def _typst() -> Draw:
    setting, values = import_module("bursar.invoices.typesetting"), _values()
    when = import_module("datetime").datetime(2026, 10, 1, tzinfo=import_module("datetime").UTC)
    template = setting.FOLDER / "document.typ"
    return lambda number: setting.typeset(template, {**values, "number": f"B-{number:06}"}, at=when)


def _weasyprint() -> Draw:
    html = import_module("weasyprint").HTML
    return lambda number: html(string=_page(_values(), number)).write_pdf()


def _reportlab() -> Draw:
    lab, platypus = import_module("reportlab.lib.styles"), import_module("reportlab.platypus")
    styles, values = lab.getSampleStyleSheet(), _values()

    def draw(number: int) -> bytes:
        out = io.BytesIO()
        story: list[Any] = [platypus.Paragraph(f"{values['title']} B-{number:06}", styles["Title"])]
        for who in (values["seller"], values["buyer"]):
            text = "<br/>".join(escape(each) for each in (who["name"], *who["address"], who["vat_number"]))
            story.append(platypus.Paragraph(text, styles["Normal"]))
        rows = [[platypus.Paragraph(escape(row[0]), styles["Normal"]), *row[1:]] for row in _rows(values)]
        story.append(platypus.Table([list(COLUMNS), *rows], colWidths=[270, 50, 60, 40, 70], repeatRows=1))
        story.append(platypus.Table([[v["category"], v["rate"], v["net"], v["tax"]] for v in values["vat"]]))
        story.append(platypus.Table([list(each) for each in values["sums"]]))
        story.append(platypus.Table([list(each) for each in values["payment"]]))
        platypus.SimpleDocTemplate(out, topMargin=40, bottomMargin=40).build(story)
        return out.getvalue()

    return draw


def _values() -> dict[str, Any]:
    sheets, bill = import_module("bursar.invoices.sheets"), import_module("bench.drawn").bill()
    values: dict[str, Any] = sheets.drawn(sheets.sheet(bill, "en", "C-1"), "en")
    return values


def _rows(values: dict[str, Any]) -> list[list[str]]:
    names = ("description", "quantity", "unit_price", "vat_rate", "net")
    return [[str(line[name]) for name in names] for line in values["lines"]]


def _page(values: dict[str, Any], number: int) -> str:
    def table(rows: list[Any], head: tuple[str, ...] = ()) -> str:
        top = "".join(f"<th>{each}</th>" for each in head)
        body = "".join("<tr>" + "".join(f"<td>{escape(str(each))}</td>" for each in row) + "</tr>" for row in rows)
        return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"

    parties = "".join(
        "<p>" + "<br>".join(escape(each) for each in (who["name"], *who["address"], who["vat_number"])) + "</p>"
        for who in (values["seller"], values["buyer"])
    )
    vat = [[v["category"], v["rate"], v["net"], v["tax"]] for v in values["vat"]]
    tables = [table(_rows(values), COLUMNS), table(vat), table(values["sums"]), table(values["payment"])]
    style = "@page { size: A4; margin: 20mm } body { font: 9pt sans-serif } td { padding: 0.8mm } table { clear: both }"
    style += "p { float: left; margin-right: 20mm }"
    return f"<style>{style}</style><h1>{values['title']} B-{number:06}</h1>{parties}{''.join(tables)}"


ENGINES: dict[str, Callable[[], Draw]] = {
    "bursar": _bursar,
    "typst": _typst,
    "reportlab": _reportlab,
    "weasyprint": _weasyprint,
}

if __name__ == "__main__":
    main()
