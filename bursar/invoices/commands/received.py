"""Take in a document received in a standard's format, or let it wait until the operator says for whom it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.core.errors import Conflict, NotKnown, Refused
from bursar.invoices import events
from bursar.invoices.formats.reading import Received
from bursar.invoices.intake import billed
from bursar.invoices.intake.comparing import Difference, differences
from bursar.invoices.models import Document, ImportRun, Issuer, WaitingDocument
from bursar.invoices.steps.taking import publish_and_tell, require_vendor, require_whole, take_turns

State = WaitingDocument.State


class NumberTaken(Conflict):
    """Another document has the number already: what it says is shown beside what this one says."""

    def __init__(self, there: Document, found: list[Difference]) -> None:
        words = _("Another document has the number “%(number)s” already. A correction is another document.")
        super().__init__("number_taken", words % {"number": there.number}, field="number")
        self.there, self.differences = there, found


@dataclass(frozen=True)
class TakenBill:
    """A document, and whether it is new."""

    document: Document
    is_new: bool


@audited
def take_in_bill(actor: Actor, *, account: Account, received: Received, file_name: str, tell: bool) -> TakenBill:
    """Take in a bill for an account: the same again changes nothing. Raises NumberTaken, and Refused as `row_of`."""
    require_vendor(actor, account)
    accounts.lock(account)
    return _take_in(actor, account, received, file_name, tell=tell)


@audited
def let_wait(actor: Actor, *, received: Received, file_name: str, reason: str) -> WaitingDocument:
    """Keep a valid document until the operator says for whom it is. The same again changes nothing: what was dismissed
    stays so, until it is assigned all the same."""
    require_whole(actor)
    known = WaitingDocument.objects.filter(sha256=received.sha256, state__in=[State.WAITING, State.DISMISSED])
    before = known.order_by("pk").last()
    if before is not None:
        unchanged()
        return before
    bill = received.bill
    row = WaitingDocument.objects.create(
        file_name=file_name[:200],
        content=received.pdf or received.xml,
        sha256=received.sha256,
        number=bill.number[:100],
        seller=bill.seller.name[:200],
        buyer=bill.buyer.name[:200],
        reason=reason,
        received_at=clock.now(),
    )
    record(actor, events.DOCUMENT_WAITS, account=None, on=("waiting_document", row.pk), new={"reason": reason})
    return row


@audited
def assign_waiting(actor: Actor, *, uid: str, account: Account, received: Received, tell: bool) -> TakenBill:
    """Say for which account a waiting document is, or one that was dismissed by mistake: it is taken in.

    Refused: not_waiting, and as `take_in_bill`.
    """
    require_whole(actor)
    accounts.lock(account)
    row = _undecided(uid, State.WAITING, State.DISMISSED)
    if row.sha256 != received.sha256:
        raise Refused("not_this_one", _("This is another document than the one that waits."))
    taken = _take_in(actor, account, received, row.file_name, tell=tell)
    row.state, row.document, row.decided_at = State.ASSIGNED, taken.document, clock.now()
    row.save(update_fields=["state", "document", "decided_at"])
    new = {"document": taken.document.pk}
    record(actor, events.DOCUMENT_ASSIGNED, account=account.pk, on=("waiting_document", row.pk), new=new)
    return taken


@audited
def dismiss_waiting(actor: Actor, *, uid: str, reason: str) -> WaitingDocument:
    """Say that a waiting document is for nobody here; it is kept, but waits no more. Refused: not_waiting."""
    require_whole(actor)
    row = _undecided(uid, State.WAITING)
    row.state, row.note, row.decided_at = State.DISMISSED, reason[:300], clock.now()
    row.save(update_fields=["state", "note", "decided_at"])
    record(actor, events.DOCUMENT_DISMISSED, account=None, on=("waiting_document", row.pk), new={"reason": row.note})
    return row


def _take_in(actor: Actor, account: Account, received: Received, file_name: str, *, tell: bool) -> TakenBill:
    bill = received.bill
    issuer = billed.issuer_of(actor, bill)
    take_turns(Issuer.objects.filter(pk=issuer.pk))
    there = Document.objects.filter(issuer=issuer, number=bill.number).first()
    if there is not None:
        require_vendor(actor, there.account)
        if there.content_hash != received.sha256:
            raise NumberTaken(there, differences(there, bill))
        unchanged()
        return TakenBill(there, is_new=False)
    row = billed.row_of(bill, account, issuer, received)
    row.refers_to = billed.invoice_credited(row, bill)
    run = ImportRun.objects.create(file_name=file_name[:200], sha256=received.sha256, taken_in=1, unchanged=0)
    billed.write(run, row, received)
    publish_and_tell(actor, run, tell=tell)
    return TakenBill(row, is_new=True)


def _undecided(uid: str, *states: str) -> WaitingDocument:
    row = WaitingDocument.objects.select_for_update().filter(uid=uid).first()
    if row is None:
        raise NotKnown
    if row.state not in states:
        raise Refused("not_waiting", _("This document waits no more."))
    return row
