"""The pages behind the links of recipients: they only show; confirming and stopping are POSTs and need no sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bursar.billing.commands import confirm_recipient, stop_recipient
from bursar.billing.queries.mailing import by_confirmation, stoppable
from bursar.core.errors import NotKnown
from bursar.portals.limits import limit
from bursar.portals.public.visitor import visitor


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what the address would be sent; POST confirms it. Links that do not work all look the same."""
    limit(request, "invitation")
    if request.method != "POST":
        row = by_confirmation(token)
        return _page(request, "ask" if row else "gone", row, token)
    try:
        return _page(request, "confirmed", confirm_recipient(visitor(request), token=token), token)
    except NotKnown:
        return _page(request, "gone", None, token)


def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the addresses of the mail; POST stops the one that was chosen."""
    limit(request, "invitation")
    if request.method != "POST":
        rows = stoppable(token)
        context = {"state": "choose" if rows else "gone", "rows": rows, "token": token}
        return render(request, "public/recipient_stop.html", context, status=200 if rows else 404)
    try:
        row = stop_recipient(visitor(request), token=token, uid=request.POST.get("recipient", ""))
    except NotKnown:
        return render(request, "public/recipient_stop.html", {"state": "gone", "rows": []}, status=404)
    return render(request, "public/recipient_stop.html", {"state": "stopped", "rows": [row]})


def _page(request: HttpRequest, state: str, row: object, token: str) -> HttpResponse:
    context = {"state": state, "row": row, "token": token}
    return render(request, "public/recipient_confirm.html", context, status=404 if state == "gone" else 200)
