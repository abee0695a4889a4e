"""The page for somebody who is signed in but is no billing administrator here (rule 3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bursar.billing import queries as billing
from bursar.grants.queries import Access


def refused(request: HttpRequest, access: Access) -> HttpResponse:
    """Who one is, what is needed; to a member also who the administrators are, and two ways to reach them."""
    account, may_ask = access.account, billing.may_ask(access)
    turned_to = billing.turned_to(account, by_role=access.goes_by_role) if may_ask else None
    context = {
        "account": account,
        "time_zone": account.time_zone,
        "by_role": access.goes_by_role,
        "may_ask": may_ask,
        "own": billing.own_level(access),
        "turned_to": turned_to,
        "own_request": billing.own_request(access) if may_ask else None,
    }
    return render(request, "billing/refused.html", context, status=403)
