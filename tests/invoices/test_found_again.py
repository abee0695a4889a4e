"""Documents that were there before are found by what newer ones are found by: the migration that adds their words."""

from importlib import import_module

import pytest
from django.apps import apps

from bursar.access.actor import Actor
from bursar.grants.queries import access
from bursar.invoices import queries
from bursar.invoices.models import Word
from bursar.invoices.queries import Wanted
from bursar.invoices.receiving import receive_document
from tests.invoices.making import make_invoice
from tests.invoices.rich import rich_ubl

pytestmark = pytest.mark.django_db(transaction=True)
MIGRATION = import_module("bursar.invoices.migrations.0013_words_of_everything")


def test_what_was_there_is_found_by_currency_amount_and_reference(world):
    make_invoice(world.account, "F-1", 123450, currency="GBP")
    receive_document(
        Actor.operator(1), content=rich_ubl(world.account.number), file_name="r.xml", account=None
    )  # fmt: skip
    before = set(Word.objects.values_list("document__number", "word"))
    Word.objects.all().delete()
    MIGRATION.find(apps, None)
    MIGRATION.find(apps, None)  # again changes nothing
    seen = access(world.actor("viewer"), world.account.number)

    def found(**narrowed) -> list[str]:
        return [row.number for row in queries.page(seen, Wanted(**narrowed)).rows]

    assert found(currency="GBP") == found(search="1 234,50") == ["F-1"]
    assert found(search="contract-7") == found(search="95,00", code="380") == ["R-1"]
    assert {("R-1", word) for number, word in before if number == "R-1"} <= set(
        Word.objects.values_list("document__number", "word")
    )
