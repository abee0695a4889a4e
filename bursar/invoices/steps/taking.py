"""Steps of taking in a file, whether at once or staged: who may, whose turn it is, publishing and telling."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from bursar.access.actor import Actor, ActorKind
from bursar.access.scopes import Service
from bursar.accounts.models import Account
from bursar.audit.recording import record_each
from bursar.core.errors import Forbidden, NotKnown
from bursar.invoices import events
from bursar.invoices.models import Document, ImportRun, Issuer
from bursar.invoices.steps.publishing import publish
from bursar.mail.outbox import enqueue_selected

# Each new invoice with something left to pay: one mail a language, to all of its account who want invoices in it.
_MAILS = """
SELECT d.account_id, MIN(r.email), {json}('document', d.id, 'language', r.language)
FROM invoices_document d JOIN invoices_standing s ON s.document_id = d.id AND s.is_open
JOIN billing_billingportal p ON p.account_id = d.account_id
JOIN billing_recipient r ON r.portal_id = p.id AND r.wants_invoices
    AND r.removed_at IS NULL AND r.confirmed_at IS NOT NULL
WHERE d.import_run_id = %s GROUP BY d.account_id, d.id, r.language ORDER BY d.id, r.language
"""


@dataclass(frozen=True)
class Taken:
    """What an import did."""

    invoices: int = 0
    credit_notes: int = 0
    unchanged: int = 0
    accounts: int = 0
    rendered: int = 0
    run: int | None = None  # the id of the import; None when nothing was new


def publish_and_tell(actor: Actor, run: ImportRun, *, tell: bool) -> Taken:
    """Publish what is staged, under the locks of its accounts: one entry for each, and mails to their recipients."""
    publish(run)
    kinds = Document.objects.filter(import_run=run).order_by().values_list("account", "kind").annotate(Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for account, kind, count in kinds:
        counts.setdefault(account, {"invoices": 0, "credit_notes": 0})[f"{kind}s"] = count
    record_each(actor, events.FILE_IMPORTED, dict(sorted(counts.items())), on=("import_run", run.pk))
    if tell:
        name = "jsonb_build_object" if connection.vendor == "postgresql" else "json_object"
        enqueue_selected("invoice.issued", _MAILS.format(json=name), [run.pk])
    invoices, credit_notes = (sum(c[name] for c in counts.values()) for name in ("invoices", "credit_notes"))
    return Taken(invoices, credit_notes, run.unchanged, len(counts), run=run.pk)


def take_turns(issuers: QuerySet[Issuer]) -> None:
    """Imports of an issuer follow one another, whatever account they are for: a number is taken once."""
    Issuer.objects.filter(pk__in=sorted(issuers.values_list("pk", flat=True))).update(key=F("key"))


def require_vendor(actor: Actor, account: Account | None = None) -> None:
    """Only the operator, our own jobs, and the vendor's programs by a token for it take in invoices; else Forbidden.
    For a program whose token is for one account there is no other: NotKnown."""
    is_program = actor.kind is ActorKind.TOKEN and actor.owner is None and actor.has_scope(Service.TAKE_IN)
    if not is_program and actor.kind not in (ActorKind.OPERATOR, ActorKind.JOB):
        raise Forbidden("operator_only", _("Only the operator takes in invoices."))
    if account is not None and not actor.reaches(account.pk):
        raise NotKnown


def require_whole(actor: Actor) -> None:
    """What is of no account is nothing to a program whose token is for one: NotKnown; else as `require_vendor`."""
    require_vendor(actor)
    if actor.within is not None:
        raise NotKnown
