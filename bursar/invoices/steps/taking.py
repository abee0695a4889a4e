"""Steps of taking in a file, whether at once or staged: who may, whose turn it is, publishing and telling."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from bursar.access.actor import Actor, ActorKind
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import record
from bursar.billing.models import Recipient
from bursar.core.errors import Forbidden
from bursar.invoices import events
from bursar.invoices.models import Document, ImportRun, Issuer, Standing
from bursar.invoices.steps.publishing import publish
from bursar.mail.outbox import Told, enqueue_all


@dataclass(frozen=True)
class Taken:
    """What an import did."""

    invoices: int = 0
    credit_notes: int = 0
    unchanged: int = 0
    accounts: int = 0
    rendered: int = 0


def publish_and_tell(actor: Actor, run: ImportRun, *, tell: bool) -> Taken:
    """Publish what is staged, under the locks of its accounts: one entry for each, and mails to their recipients."""
    publish(run)
    kinds = Document.objects.filter(import_run=run).order_by().values_list("account", "kind").annotate(Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for account, kind, count in kinds:
        counts.setdefault(account, {"invoices": 0, "credit_notes": 0})[f"{kind}s"] = count
    for account, count in sorted(counts.items()):
        record(actor, events.FILE_IMPORTED, account=account, on=("import_run", run.pk), new=count)
    if tell:
        _tell_recipients(run, set(counts))
    invoices, credit_notes = (sum(c[name] for c in counts.values()) for name in ("invoices", "credit_notes"))
    return Taken(invoices, credit_notes, run.unchanged, len(counts))


def lock_all(named: Iterable[Account]) -> None:
    """Lock accounts, always in the same order."""
    for account in sorted(named, key=lambda a: a.pk):
        accounts.lock(account)


def take_turns(issuers: QuerySet[Issuer]) -> None:
    """Imports of an issuer follow one another, whatever account they are for: a number is taken once."""
    Issuer.objects.filter(pk__in=sorted(issuers.values_list("pk", flat=True))).update(key=F("key"))


def require_operator(actor: Actor) -> None:
    """Only the operator and our own jobs take in invoices. Raises Forbidden."""
    if actor.kind not in (ActorKind.OPERATOR, ActorKind.JOB):
        raise Forbidden("operator_only", _("Only the operator takes in invoices."))


def _tell_recipients(run: ImportRun, accounts: set[int]) -> None:
    """Each new invoice with something left to pay goes to those of its account who want invoices."""
    wanting = Recipient.objects.filter(
        portal__account__in=accounts, wants_invoices=True, removed_at__isnull=True
    ).select_related("portal")
    recipients: dict[int, list[Recipient]] = {}
    for recipient in wanting.order_by("id"):
        recipients.setdefault(recipient.portal.account_id, []).append(recipient)
    rows = Standing.objects.filter(document__import_run=run, is_open=True, account__in=list(recipients))
    enqueue_all(
        "invoice.issued",
        (
            Told(account, recipient.email, {"document": document, "recipient": recipient.pk})
            for document, account in rows.order_by("pk").values_list("pk", "account").iterator()
            for recipient in recipients[account]
        ),
    )
