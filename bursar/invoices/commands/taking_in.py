"""Take in a small file: all of it in one transaction."""

from bursar.access.actor import Actor
from bursar.accounts import steps as accounts
from bursar.audit.recording import audited, unchanged
from bursar.invoices.intake import against, writing
from bursar.invoices.intake.drafts import Batch
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.models import ImportRun, Issuer
from bursar.invoices.steps.taking import Taken, publish_and_tell, require_vendor, take_turns


@audited
def take_in(actor: Actor, *, batch: Batch, tell: bool) -> Taken:
    """Take in a file that was read: look at it against what is there, then write and publish all of it."""
    require_vendor(actor)
    named = against.accounts_named(batch.documents)
    accounts.lock_all(account.pk for account in named.values())
    take_turns(Issuer.objects.filter(key__in={d.issuer for d in batch.documents}))
    there = against.known(batch.documents, named, [issuer.key for issuer in batch.issuers])
    look = against.Look(batch.problems)
    new = look.fresh(batch.documents, there)
    look.finish({issuer.key for issuer in batch.issuers})
    if batch.problems:
        raise FileRefused(batch.problems)
    same = len(batch.documents) - len(new)
    if not new:
        unchanged()
        return Taken(unchanged=same)
    writing.write_issuers(actor, batch.issuers, {draft.issuer for draft in new}, there)
    run = ImportRun.objects.create(file_name=batch.file_name, sha256=batch.sha256, taken_in=len(new), unchanged=same)
    writing.write(run, writing.ready(new, there), there)
    return publish_and_tell(actor, run, tell=tell)
