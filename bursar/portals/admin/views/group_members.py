"""Putting people in a group and taking them out, with what that would give and take."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bursar.access.permissions import Permission
from bursar.accounts.queries.directory import candidates, members_by_uids
from bursar.accounts.queries.groups import forest, group_by_uid, group_with_its_tree
from bursar.accounts.queries.people import member_by_uid, those_inside
from bursar.accounts.words import role_label
from bursar.grants.queries import Access
from bursar.grants.queries.outlook import Outlook
from bursar.lifecycle import outlooks
from bursar.lifecycle.carrying import require_to_bring_under
from bursar.lifecycle.commands.group_members import add_group_members, remove_group_member
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import PeopleForm
from bursar.portals.admin.pages import asked, foreseen, goes_to, outlook_of, show, submitted
from bursar.portals.admin.views.groups import carried_by
from bursar.portals.doors import actor_of
from bursar.portals.listing import PLACE, place_in, query_without

P = Permission


@page(to=P.GROUP_MANAGE)
def group_fill(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Search for members and put those ticked in the group; who is ticked stays so in the next search."""
    found, trees = group_with_its_tree(access.account, uid)
    ticked = request.POST.getlist("people") or request.GET.getlist("people")
    form = PeopleForm(request.POST if request.method == "POST" else None, ticked=ticked)
    added, status = submitted(
        request, access, form, add_group_members, group_uid=uid, person_uids=lambda data: data["people"]
    )
    if status == 0:
        text = ngettext("%(n)s person was put in the group.", "%(n)s people were put in the group.", added)
        messages.success(request, text % {"n": added})
        return goes_to(access, "group", uid=uid)
    text = request.GET.get("q", "").strip()
    seen = candidates(access.account, text, place_in(request), ticked)
    members = [*members_by_uids(access.account, ticked), *seen.rows]
    inside = those_inside(found.id, [row.person_id for row in members])
    context = {
        "form": form,
        "group": found,
        "text": text,
        "carried": carried_by(access, trees, found.id),
        "window": seen,
        "rows": [
            {"row": row, "role": role_label(row.role, row.custom_role), "is_inside": row.person_id in inside}
            for row in members
        ],
        "ticked": ticked,
        "page_query": query_without(request, *PLACE),
        **foreseen(request, access, form, lambda: _of_filling(access, found.id, form.cleaned_data["people"])),
    }
    return show(request, access, "group_fill", context, status=status)


@page(to=P.GROUP_MANAGE)
def group_take_out(request: HttpRequest, access: Access, uid: str, person_uid: str) -> HttpResponse:
    """Ask, telling what they would lose, then take somebody out of the group."""
    found, person = group_by_uid(access.account, uid), member_by_uid(access.account, person_uid).person
    if person.pk not in those_inside(found.pk, [person.pk]):  # somebody else was faster
        return goes_to(access, "group", uid=uid)
    by, outlook = actor_of(request, "admin"), outlooks.of_taking_out(access.account, found.pk, person.pk)
    return asked(
        request,
        access,
        "group_take_out",
        {"group": found, "person": person, **outlook_of(access, outlook)},
        check=lambda: None,
        act=lambda: remove_group_member(by, account=access.account, group_uid=uid, person_uid=person_uid),
        done=_("%(name)s is no longer in the group.") % {"name": person.name},
        leads_to=goes_to(access, "group", uid=uid),
    )


def _of_filling(access: Access, group: int, uids: list[str]) -> Outlook:
    trees = forest(access.account)
    people = [row.person_id for row in members_by_uids(access.account, uids)]
    found = outlooks.of_filling(access.account, trees, group, people)
    return outlooks.meeting(found, lambda: require_to_bring_under(access, trees, [group], field="people"))
