"""A document in a standard's format, from its bytes to its account: read, judged, matched, taken in; or it waits."""

from dataclasses import dataclass

from bursar.access.actor import Actor
from bursar.accounts.models import Account
from bursar.core.errors import NotKnown
from bursar.invoices import commands, rendering
from bursar.invoices.formats.nodes import UnreadableError
from bursar.invoices.formats.reading import InvalidError, Received, receive
from bursar.invoices.intake.problems import FileRefused, Place, Problems
from bursar.invoices.matching import Reason, accounts_of
from bursar.invoices.models import Document, DocumentSource, ImportRun, WaitingDocument
from bursar.invoices.rule_words import fault_words, rule_words

LARGEST = 25_000_000  # bytes of a file: an invoice with its attachments, not an archive
RENDERED_AT_ONCE = 1_000  # lines


@dataclass(frozen=True)
class Reception:
    """What became of it: a document of an account, new or there already, or one that waits."""

    document: Document | None
    waiting: WaitingDocument | None
    is_new: bool

    @property
    def standing(self) -> str:
        """Of one that is no account's: `waits`, or what the operator decided of it: `dismissed`."""
        if self.waiting is None:
            raise ValueError("it was taken in")
        return "waits" if self.waiting.state == WaitingDocument.State.WAITING else self.waiting.state


def receive_document(
    actor: Actor, *, content: bytes, file_name: str, account: Account | None = None, tell: bool = True
) -> Reception:
    """Take in one document: XML (UBL 2.1, CII), or a PDF with XML in it. `account` says for whom it is; without, what
    the bill names its buyer by does.

    Raises FileRefused with every rule that it breaks, and where; NumberTaken; Refused as `take_in_bill`.
    """
    received = _read(actor, content)
    if account is None:
        found = accounts_of(received.bill)
        before = _taken_before(actor, received) if len(found) != 1 else None
        if before is not None:
            return Reception(before, None, is_new=False)
        if len(found) != 1:
            reason = Reason.SEVERAL_ACCOUNTS if found else Reason.NO_ACCOUNT
            waiting = commands.let_wait(actor, received=received, file_name=file_name, reason=reason)
            return Reception(None, waiting, is_new=True)
        account = found[0]
    taken = commands.take_in_bill(actor, account=account, received=received, file_name=file_name, tell=tell)
    return _with_pdf(actor, Reception(taken.document, None, is_new=taken.is_new), received)


def _taken_before(actor: Actor, received: Received) -> Document | None:
    """The very document, for whichever account it was taken in, as far as the actor may know of it."""
    sources = DocumentSource.objects.filter(sha256=received.sha256).select_related("document__account")
    return next((each.document for each in sources if actor.reaches(each.document.account_id)), None)


def assign(actor: Actor, *, uid: str, account: Account, tell: bool = True) -> Reception:
    """Say for which account a waiting document is. Raises NotKnown, and as `receive_document`."""
    row = WaitingDocument.objects.filter(uid=uid).first()
    if row is None:
        raise NotKnown
    received = _read(actor, bytes(row.content))
    taken = commands.assign_waiting(actor, uid=uid, account=account, received=received, tell=tell)
    return _with_pdf(actor, Reception(taken.document, None, is_new=taken.is_new), received)


def _with_pdf(actor: Actor, reception: Reception, received: Received) -> Reception:
    """One that came without a PDF gets one at once; a very long one by the worker, since it takes half a minute."""
    document = reception.document
    if document is None or not reception.is_new or len(received.bill.lines) > RENDERED_AT_ONCE:
        return reception
    if document.import_run_id is not None:
        rendering.render_some(actor, ImportRun.objects.get(pk=document.import_run_id))
    return reception


def _read(actor: Actor, content: bytes) -> Received:
    problems = Problems()
    if len(content) > LARGEST:
        problems.add(Place(), "too_large", fault_words("too_large", ""))
    else:
        try:
            return receive(content)
        except UnreadableError as error:
            problems.add(Place(pointer=error.place), error.code, fault_words(error.code, error.detail))
        except InvalidError as error:
            for finding in error.findings:
                problems.add(Place(pointer=finding.place), finding.rule, rule_words(finding))
    commands.refuse_file(actor, problems=problems)
    raise FileRefused(problems)  # never reached: refusing put it on record and raised it
