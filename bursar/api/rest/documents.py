"""Documents pushed by the vendor's programs, UBL, CII and Factur-X, and those that wait: for installation tokens."""

from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from bursar.accounts.queries import account_by_number
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.problems import FieldError, Problem, problem
from bursar.api.rest.shapes import Given, Text, whole
from bursar.invoices import commands, queries, receiving
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.steps.taking import require_vendor, require_whole

router = Router(tags=["documents"])
Number = Annotated[str, StringConstraints(max_length=20), AfterValidator(whole)]


class DocumentOut(Schema):
    """What became of a document."""

    result: str = Field(description="`taken_in`, `unchanged` (the same was there already), `waits` or `dismissed`")
    uid: str = Field(description="of the document, or of what waits")
    number: str
    account: str | None = None
    reason: str | None = Field(None, description="why it waits: `no_account` or `several_accounts`")
    warnings: list[FieldError] = Field([], description="rules that it breaks without being refused")


class WaitingOut(Schema):
    """A valid document whose account is not known."""

    uid: str
    number: str
    seller: str
    buyer: str
    reason: str
    file_name: str
    received_at: Any


class WaitingList(Schema):
    """All that wait, oldest first, at most 500."""

    items: list[WaitingOut]


class Pushed(Given):
    """What is said beside the document."""

    file_name: Text = ""
    account: Number = ""


class Assigned(Given):
    """For whom it is."""

    account: Number


class Dismissed(Given):
    """Why it is for nobody here."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(whole)]


@router.post(
    "/documents",
    response={
        200: DocumentOut,
        201: DocumentOut,
        202: DocumentOut,
        409: Problem,
        411: Problem,
        413: Problem,
        422: Problem,
        **REFUSALS,
    },
    summary="Push a document",
)
def push_document(request: Any, said: Annotated[Pushed, Query()]) -> Any:
    """The body is the document itself: XML or PDF. The same again changes nothing (200); one whose account is not
    known waits (202); another one under a number that is taken is refused, shown beside the first (409); one that
    breaks rules is refused with each of them and its place (422)."""
    require_vendor(request.auth)
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():  # WSGI has no way to read it to its end
        return problem(
            411, "length_required", _("Say how long the document is (Content-Length); it is not read in chunks.")
        )
    content = request.read(receiving.LARGEST + 1)
    account = account_by_number(said.account) if said.account else None
    name = said.file_name or "document"
    try:
        reception = receiving.receive_document(request.auth, content=content, file_name=name, account=account)
    except FileRefused as refused:
        return _refused(refused)
    except commands.NumberTaken as taken:
        return _taken(taken)
    return _received(reception)


@router.get("/waiting-documents", response={200: WaitingList, **REFUSALS}, summary="Documents that wait")
def list_waiting(request: Any) -> Any:
    """Those that no account's identifiers name, or several accounts' do."""
    require_whole(request.auth)
    return WaitingList(items=[_waiting(row) for row in queries.waiting_documents()[:500]])


@router.post(
    "/waiting-documents/{uid}/assign",
    response={200: DocumentOut, 409: Problem, 422: Problem, **REFUSALS},
    summary="Say for whom one is",
)
def assign_waiting(request: Any, uid: str, body: Assigned) -> Any:
    """It is taken in."""
    require_whole(request.auth)
    account = account_by_number(body.account)
    try:
        reception = receiving.assign(request.auth, uid=uid, account=account)
    except FileRefused as refused:
        return _refused(refused)
    except commands.NumberTaken as taken:
        return _taken(taken)
    return _received(reception, status=200)


@router.post("/waiting-documents/{uid}/dismiss", response={204: None, 422: Problem, **REFUSALS}, summary="Dismiss one")
def dismiss_waiting(request: Any, uid: str, body: Dismissed) -> Any:
    """It is for nobody here; it is kept, but waits no more."""
    commands.dismiss_waiting(request.auth, uid=uid, reason=body.reason)
    return Status(204, None)


def _received(reception: receiving.Reception, status: int = 201) -> Any:
    row, document = reception.waiting, reception.document
    if row is not None:
        waits = DocumentOut(result=reception.standing, uid=row.uid, number=row.number, reason=row.reason, warnings=[])
        return Status(202 if waits.result == "waits" else 200, waits)
    if document is None:
        raise ValueError("a reception is a document or one that waits")
    source = queries.source_of(document)
    warnings = [_told(each["rule"], each["place"], each["text"]) for each in (source.warnings if source else [])]
    told = DocumentOut(
        result="taken_in" if reception.is_new else "unchanged", uid=document.uid, number=document.number,
        account=document.account.number, reason=None, warnings=warnings,
    )  # fmt: skip
    return Status(status if reception.is_new else 200, told)


def _waiting(row: Any) -> WaitingOut:
    return WaitingOut(
        uid=row.uid, number=row.number, seller=row.seller, buyer=row.buyer, reason=row.reason,
        file_name=row.file_name, received_at=row.received_at,
    )  # fmt: skip


def _refused(refused: FileRefused) -> Any:
    errors = [_told(each.code, str(each.place), each.message).dict() for each in refused.problems]
    return problem(413 if _is_too_large(refused) else 422, refused.code, str(refused), errors)


def _taken(taken: commands.NumberTaken) -> Any:
    errors = [{"field": d.field, "detail": f"{d.first} ≠ {d.second}", "code": "differs"} for d in taken.differences]
    first = {"field": "uid", "detail": taken.there.uid, "code": "first"}
    return problem(taken.status, taken.code, str(taken), [first, *errors])


def _told(rule: str, place: str, text: str) -> FieldError:
    return FieldError(field=place, detail=text, code=rule)


def _is_too_large(refused: FileRefused) -> bool:
    return any(each.code == "too_large" for each in refused.problems)
