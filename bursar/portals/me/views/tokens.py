"""API tokens: programs that act in one's own name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from bursar.accounts.queries.tokens import tokens_of
from bursar.core.errors import Refused
from bursar.grants.queries import Holdings
from bursar.lifecycle.commands.tokens import make_token, revoke_token
from bursar.portals.forms import refused
from bursar.portals.limits import limit
from bursar.portals.me.door import actor, page
from bursar.portals.me.token_forms import TokenForm, scope_label


@require_safe
@page
def tokens(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """Those that one made, with what they may do and when they were last used."""
    shown = [
        {"token": token, "scopes": [scope_label(scope) for scope in token.scopes]}
        for token in tokens_of(mine.person_id)
    ]
    return render(request, "me/tokens.html", {"tokens": shown})


@sensitive_post_parameters("current")
@sensitive_variables("made")
@page
def make(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """Make one. Its secret is on the page that answers, and nowhere afterwards."""
    form = TokenForm(request.POST or None, user=request.user, mine=mine)
    status = 200
    if request.method == "POST":
        limit(request, "make_token")
        status = 422
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        account = next((a for a in mine.accounts if a.number == given["account"]), None)
        try:
            made = make_token(
                actor(request), name=given["name"], scopes=given["scopes"], days=given["days"], account=account
            )
        except Refused as refusal:
            refused(form, refusal)
            status = refusal.status
        else:
            return render(request, "me/token_made.html", {"made": made})
    return render(request, "me/token_make.html", {"form": form}, status=status)


@require_POST
@page
def revoke(request: HttpRequest, mine: Holdings, uid: str) -> HttpResponse:
    """End one at once."""
    token = revoke_token(actor(request), uid=uid)
    messages.success(request, _("“%(name)s” is revoked: it lets nobody in any more.") % {"name": token.name})
    return HttpResponseRedirect(reverse("me:token-list"))
