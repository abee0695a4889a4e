"""Access requests: made by members who have no right over the bills, decided by those who manage administrators."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from bursar.access.permissions import Permission
from bursar.access.scopes import Service
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.administrators import TermsIn, _terms
from bursar.api.rest.auth import may
from bursar.api.rest.members import WRITES
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Given, Page, Someone, Text, Uid, behind, onward, someone
from bursar.billing.commands import decline_request, grant_request, request_access
from bursar.billing.queries import open_requests_from
from bursar.core.errors import Forbidden
from bursar.grants.queries import outside_scope_text

router = Router(tags=["access requests"])
MANAGE = Permission.BILLING_ADMIN_MANAGE


class RequestOut(Schema):
    """Somebody asks to enter the billing portal."""

    uid: str
    person: Someone
    message: str
    asked_at: datetime


class AskIn(Given):
    """Why."""

    message: Text


class AnswerIn(Given):
    """What the person who asked is told."""

    answer: Text = ""


class AskedOut(Schema):
    """The request as its maker may see it."""

    uid: str
    state: str


@router.get("/accounts/{number}/billing/requests", response={200: Page[RequestOut], **REFUSALS, 422: Problem})
def list_requests(request: Any, number: str, after: Uid = "") -> Any:
    """Those that wait, oldest first, 50 at a time."""
    found = open_requests_from(may(request, number, MANAGE), behind(after))
    items = [
        RequestOut(uid=row.uid, person=someone(row.person), message=row.message, asked_at=row.created_at)
        for row in found.rows
    ]
    return Page[RequestOut](items=items, next=onward(found))


@router.post("/accounts/{number}/billing/requests", response={201: AskedOut, **WRITES})
def ask(request: Any, number: str, given: AskIn) -> Any:
    """Ask in the name of the token's person; the administrators are told."""
    access = may(request, number)
    if not request.auth.has_scope(Service.REQUEST):
        raise Forbidden("outside_scope", outside_scope_text(Service.REQUEST))
    made = request_access(request.auth, account=access.account, message=given.message)
    return Status(201, AskedOut(uid=made.uid, state=made.state))


@router.post("/accounts/{number}/billing/requests/{uid}/grant", response={204: None, **WRITES})
def grant(request: Any, number: str, uid: str, given: TermsIn) -> Any:
    """Make them a billing administrator on these terms."""
    access = may(request, number, MANAGE)
    grant_request(request.auth, account=access.account, uid=uid, terms=_terms(given))
    return Status(204, None)


@router.post("/accounts/{number}/billing/requests/{uid}/decline", response={204: None, **WRITES})
def decline(request: Any, number: str, uid: str, given: AnswerIn) -> Any:
    """Say no, with a word."""
    access = may(request, number, MANAGE)
    decline_request(request.auth, account=access.account, uid=uid, answer=given.answer)
    return Status(204, None)
