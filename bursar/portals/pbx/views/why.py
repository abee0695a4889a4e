"""Why a member has, or has not, what they have on the PBX: every chain of facts, or the nearest road to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.pbx import queries, words
from bursar.pbx.queries import Why
from bursar.portals.pbx.door import page
from bursar.portals.why import chains, denials
from bursar.portals.why.words import Voice


@require_safe
@page(to=Permission.PBX_PERMISSION_MANAGE)
def permission_why(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """One member: each permission with its chains, or what is missing."""
    person, why = queries.member_with_facts(access.account, uid)
    voice = Voice(access.account.time_zone, person.first_name or person.name)
    rights = [_right(each, voice) for each in why]
    return render(request, "pbx/permission_why.html", {"account": access.account, "someone": person, "rights": rights})


def _right(why: Why, voice: Voice) -> dict[str, Any]:
    label, denial = words.label(why.permission), why.decision.denial
    ways = [(chains.nodes(c, label, voice), chains.sentence(c, label, voice)) for c in why.decision.chains]
    return {
        "label": label,
        "ways": ways,
        "told": denials.sentences(denial, voice) if denial else [],
        "pictures": denials.pictures(denial, voice) if denial else [],
    }
