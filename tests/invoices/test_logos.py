"""Logos of issuers: a file of the operator's, never one elsewhere, and a bad one stops no invoice."""

import pytest

from bursar.invoices import pdf
from bursar.invoices.logos import LARGEST, logo_of
from bursar.invoices.models import Document
from tests.invoices.files import as_json, invoice, take


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.LOGOS = tmp_path / "logos"
    settings.LOGOS.mkdir()
    return settings.LOGOS


def test_it_is_the_file_of_the_issuers_key(folder):
    (folder / "acme.svg").write_text("<svg/>")
    assert (logo_of("acme"), logo_of("other")) == ("<svg/>", "")


@pytest.mark.parametrize("key", ["../acme", "..", "a/b", "", ".acme"])
def test_a_key_is_no_path(folder, key):
    (folder.parent / "acme.svg").write_text("<svg/>")
    (folder / ".acme.svg").write_text("<svg/>")
    assert logo_of(key) == ""


def test_a_huge_one_is_left_out(folder):
    (folder / "acme.svg").write_text(" " * (LARGEST + 1))
    assert logo_of("acme") == ""


@pytest.mark.django_db(transaction=True)
def test_one_that_is_no_picture_stops_no_invoice(world, folder, caplog):
    (folder / "acme.svg").write_text("no picture")
    assert take(as_json(invoice(world.account.number))).rendered == 1
    assert "the logo of acme cannot be drawn" in caplog.text
    assert pdf.content_of(Document.objects.get()).startswith(b"%PDF-")
