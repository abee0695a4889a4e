"""Adds to the words of every document what newer ones are found by: amounts, references, currency, seller, kind."""

from collections import defaultdict

from django.db import migrations

from bursar.core.money import to_decimal
from bursar.invoices.said import amounts_of, texts_of
from bursar.invoices.search import words_for
from bursar.invoices.semantic.stored import load

_AT_ONCE = 500


def find(apps, schema_editor):
    models = {name: apps.get_model("invoices", name) for name in ("Document", "DocumentLine", "DocumentSource", "Word")}
    fields = ("account_id", "issuer_id", "kind", "number", "currency", "gross_minor", "net_minor")
    rows, some = models["Document"].objects.only(*fields).iterator(chunk_size=_AT_ONCE), []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            _add(models, some)
            some = []
    _add(models, some)


def _add(models, rows):
    ids = [row.pk for row in rows]
    bills = dict(models["DocumentSource"].objects.filter(document__in=ids).values_list("document_id", "bill"))
    nets = defaultdict(set)
    for document, net in models["DocumentLine"].objects.filter(document__in=ids).values_list("document_id", "net_minor"):
        nets[document].add(net)
    word = models["Word"]
    found = [
        word(account_id=row.account_id, document_id=row.pk, word=each)
        for row in rows
        for each in sorted(_words(row, bills.get(row.pk), nets[row.pk]))
    ]
    word.objects.bulk_create(found, _AT_ONCE, ignore_conflicts=True)


def _words(row, stored, nets):
    if stored is not None:
        bill = load(stored)
        texts, amounts, code = texts_of(bill), amounts_of(bill), bill.type_code
    else:
        minors = {row.gross_minor, row.net_minor, *nets}
        texts, amounts = [row.number], [str(to_decimal(abs(minor), row.currency)) for minor in minors]
        code = "380" if row.kind == "invoice" else "381"
    return words_for(texts, amounts, currency=row.currency, seller=row.issuer_id, code=code)


class Migration(migrations.Migration):

    dependencies = [
        ("invoices", "0012_fill_ledger"),
    ]

    operations = [
        migrations.RunPython(find, migrations.RunPython.noop),
    ]
