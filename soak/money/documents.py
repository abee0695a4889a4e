"""Documents without VAT, published as an import publishes them."""

from datetime import timedelta

from django.db import transaction

from bursar.accounts.models import Account
from bursar.accounts.steps import lock
from bursar.core import clock
from bursar.core.money import exponent
from bursar.invoices import steps
from bursar.invoices.models import Document, DocumentLine, ImportRun, Issuer, Word
from bursar.invoices.search import words_of

MICRO = 1_000_000


@transaction.atomic
def publish(account: Account, number: str, gross: int, currency: str, *, credits: Document | None = None,
            is_note: bool = False) -> Document:  # fmt: skip
    """An invoice, or a credit note on one or on none."""
    lock(account)
    issuer, _ = Issuer.objects.get_or_create(key="acme", defaults={"name": "Acme Telecom"})
    today = clock.today()
    made = Document.objects.create(
        issuer=issuer, account=account, kind="credit_note" if is_note else "invoice", number=number, issued_on=today,
        due_on=None if is_note else today + timedelta(days=30), refers_to=credits, currency=currency, net_minor=gross,
        tax_minor=0, gross_minor=gross, content_hash="0" * 64,
        import_run=ImportRun.objects.create(file_name="soak", sha256="0" * 64, taken_in=1, unchanged=0),
    )  # fmt: skip
    DocumentLine.objects.create(
        document=made, position=1, description="Telephony", quantity_micro=MICRO,
        unit_price_micro=gross * MICRO // 10 ** exponent(currency), vat_rate_bp=0, net_minor=gross,
    )  # fmt: skip
    Word.objects.bulk_create(Word(account=account, document=made, word=word) for word in words_of(number))
    steps.publish(made.import_run)  # type: ignore[arg-type]
    return made
