"""Use cases of the invoices room: take in a file, store the PDFs that we render."""

import hashlib
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from bursar.access.actor import Actor, ActorKind
from bursar.accounts import steps as accounts
from bursar.audit.recording import audited, record, unchanged
from bursar.billing.models import Recipient
from bursar.core.errors import Forbidden
from bursar.invoices import events, pdf
from bursar.invoices.intake import against, writing
from bursar.invoices.intake.drafts import Batch
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.models import Document, DocumentFile, ImportRun, Issuer
from bursar.invoices.queries import amounts_of
from bursar.invoices.steps import publish
from bursar.mail.outbox import enqueue


@dataclass(frozen=True)
class Taken:
    """What an import did."""

    invoices: int = 0
    credit_notes: int = 0
    unchanged: int = 0
    accounts: int = 0
    rendered: int = 0


@audited
def take_in(actor: Actor, *, batch: Batch, tell: bool) -> Taken:
    """Take in a file that was read: look at it against what is there, then write all of it."""
    _require_operator(actor)
    named = against.accounts_named(batch)
    for account in sorted(named.values(), key=lambda a: a.pk):
        accounts.lock(account)
    _take_turns(Issuer.objects.filter(key__in={d.issuer for d in batch.documents}))
    there = against.known(batch, named)
    new = against.fresh(batch, there)
    if batch.problems:
        raise FileRefused(batch.problems)
    same = len(batch.documents) - len(new)
    if not new:
        unchanged()
        return Taken(unchanged=same)
    writing.write_issuers(actor, batch, new, there)
    run = ImportRun.objects.create(file_name=batch.file_name, sha256=batch.sha256, taken_in=len(new), unchanged=same)
    written = writing.write_documents(run, new, there)
    publish(run)
    touched = _record_by_account(actor, run, written)
    if tell:
        _tell_recipients(written)
    invoices = sum(1 for d in written if d.kind == Document.Kind.INVOICE)
    return Taken(invoices, len(written) - invoices, same, touched)


@audited
def store_rendered(actor: Actor, *, rendered: list[pdf.Rendered]) -> int:
    """Keep PDFs that we rendered, so that a document's bytes stay what they are from then on."""
    _require_operator(actor)
    ids = [r.document_id for r in rendered]
    _take_turns(Issuer.objects.filter(documents__in=ids))
    there = set(DocumentFile.objects.filter(document__in=ids).values_list("document_id", flat=True))
    files = [
        DocumentFile(
            document_id=r.document_id,
            content=r.content,
            sha256=hashlib.sha256(r.content).hexdigest(),
            is_received=False,
        )
        for r in rendered
        if r.document_id not in there
    ]
    DocumentFile.objects.bulk_create(files)
    if files:
        record(actor, events.PDF_STORED, account=None, new={"documents": len(files)})
    else:
        unchanged()
    return len(files)


def _take_turns(issuers: QuerySet[Issuer]) -> None:
    """Imports of an issuer follow one another, whatever account they are for: a number is taken once."""
    Issuer.objects.filter(pk__in=sorted(issuers.values_list("pk", flat=True))).update(key=F("key"))


def _require_operator(actor: Actor) -> None:
    if actor.kind not in (ActorKind.OPERATOR, ActorKind.JOB):
        raise Forbidden("operator_only", _("Only the operator takes in invoices."))


def _record_by_account(actor: Actor, run: ImportRun, written: list[Document]) -> int:
    """One entry for each account that was sent something; answers how many."""
    counts: dict[int, dict[str, int]] = {}
    for document in written:
        count = counts.setdefault(document.account_id, {"invoices": 0, "credit_notes": 0})
        count["invoices" if document.kind == Document.Kind.INVOICE else "credit_notes"] += 1
    for account, count in sorted(counts.items()):
        record(actor, events.FILE_IMPORTED, account=account, on=("import_run", run.pk), new=count)
    return len(counts)


def _tell_recipients(written: list[Document]) -> None:
    """Each new invoice with something left to pay goes to those of its account who want invoices."""
    invoices = [d for d in written if d.kind == Document.Kind.INVOICE]
    amounts = amounts_of(d.pk for d in invoices)
    wanting = Recipient.objects.filter(
        portal__account__in={d.account_id for d in invoices}, wants_invoices=True, removed_at__isnull=True
    ).select_related("portal")
    recipients: dict[int, list[Recipient]] = {}
    for recipient in wanting.order_by("id"):
        recipients.setdefault(recipient.portal.account_id, []).append(recipient)
    for document in invoices:
        for recipient in recipients.get(document.account_id, []) if amounts[document.pk].outstanding else []:
            about = {"document": document.pk, "recipient": recipient.pk}
            enqueue("invoice.issued", account=document.account_id, address=recipient.email, about=about)
