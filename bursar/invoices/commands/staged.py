"""Take in a large file: its documents are staged in many short transactions, and published in one.

What is staged is seen by nobody: a document without standing is not published. So staging changes nothing that an entry
would have to tell; publishing does.
"""

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts import steps as accounts
from bursar.audit.recording import audited, unchanged
from bursar.core import clock
from bursar.core.errors import Conflict
from bursar.invoices.holding import this_process
from bursar.invoices.intake import against, writing
from bursar.invoices.intake.drafts import DraftIssuer
from bursar.invoices.intake.problems import FileRefused, Problems
from bursar.invoices.models import Document, ImportRun, Issuer, Standing
from bursar.invoices.steps.taking import Taken, publish_and_tell, require_vendor, take_turns


@audited
def refuse_file(actor: Actor, *, problems: Problems) -> None:
    """Refuse a file of which nothing was staged, so that the attempt is on record. Raises FileRefused."""
    require_vendor(actor)
    raise FileRefused(problems)


@audited
def begin_import(
    actor: Actor, *, file_name: str, sha256: str, described: list[DraftIssuer], needed: set[str], count: int, same: int
) -> ImportRun:
    """Open an import that is to stage `count` documents, and make the issuers that are not there yet."""
    require_vendor(actor)
    there = against.known([], {}, needed)
    new = needed - there.issuers.keys()
    writing.write_issuers(actor, described, new, there)
    if not new:
        unchanged()
    return ImportRun.objects.create(
        file_name=file_name, sha256=sha256, taken_in=count, unchanged=same, held_by=this_process()
    )


@audited
def stage(actor: Actor, *, run: ImportRun, made: list[writing.Ready], there: against.Known) -> None:
    """Write a piece of the file where nobody sees it yet. Raises Conflict when its staging was taken for dead."""
    require_vendor(actor)
    unchanged()
    _go_on(run)
    writing.write(run, made, there)


@audited
def publish_import(actor: Actor, *, run: ImportRun, described: list[DraftIssuer], tell: bool) -> Taken:
    """Publish what is staged, all of it at once, under the locks of all its accounts."""
    require_vendor(actor)
    documents = Document.objects.filter(import_run=run)
    accounts.lock_all(documents.order_by().values_list("account_id", flat=True).distinct())
    take_turns(Issuer.objects.filter(pk__in=documents.order_by().values("issuer").distinct()))
    _go_on(run)
    if _credits_too_much(run):
        raise Conflict("credited_in_between", _("An invoice was paid or credited in the meantime. Import again."))
    keys = set(documents.order_by().values_list("issuer__key", flat=True).distinct())
    writing.write_issuers(actor, described, keys, against.known([], {}, keys))
    return publish_and_tell(actor, run, tell=tell)


def _go_on(run: ImportRun) -> None:
    """Say that the import is alive. Raises Conflict if it was taken for dead: what it staged is gone."""
    if not ImportRun.objects.filter(pk=run.pk, published_at=None, is_given_up=False).update(at=clock.now()):
        raise Conflict("import_was_silent", _("The import was silent for too long. Start it again."))


def _credits_too_much(run: ImportRun) -> bool:
    """Whether credit notes of the import take more than is left now of invoices that were there before it."""
    notes = Document.objects.filter(import_run=run, refers_to=OuterRef("pk")).order_by().values("refers_to")
    credited = Subquery(notes.annotate(total=Sum("gross_minor")).values("total"))
    there = Standing.objects.filter(pk__in=Document.objects.filter(import_run=run).values("refers_to"))
    return there.annotate(credited=Coalesce(credited, 0)).filter(Q(credited__gt=F("outstanding_minor"))).exists()
