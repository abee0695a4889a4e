"""People: the list, and one person."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission, Role
from bursar.accounts.forest import Forest
from bursar.accounts.queries.directory import PeopleFilter, people
from bursar.accounts.queries.groups import some_groups
from bursar.accounts.queries.people import group_names, groups_of, member_by_uid
from bursar.accounts.queries.roles import custom_role_names
from bursar.accounts.words import ROLES, role_label
from bursar.grants.queries import Access, holdings_in
from bursar.lifecycle.authority import may_manage
from bursar.lifecycle.standing import billing_grant
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import group_path
from bursar.portals.admin.lines import lines
from bursar.portals.admin.pages import show
from bursar.portals.listing import PLACE, place_in, query_without
from bursar.portals.why.rights import account_access
from bursar.portals.words import level_label

P = Permission


@require_safe
@page(to=P.MEMBER_VIEW)
def person_list(request: HttpRequest, access: Access) -> HttpResponse:
    """Everybody, searched, filtered and sorted by what stands in the address."""
    get = request.GET.get
    wanted = PeopleFilter(get("q", ""), get("role", ""), get("group", ""), get("state", ""), get("sort", "name"))
    trees, is_all = some_groups(access.account)
    found = people(access.account, wanted, place_in(request))
    groups = group_names(access.account, [row.person_id for row in found.rows])
    context = {
        "wanted": wanted,
        "window": found,
        "lines": lines(found.rows, groups, access.account.number),
        "role_options": _role_options(access),
        "group_options": _group_options(trees, wanted.group, is_all=is_all),
        "state_options": [
            ("", _("Any state")),
            ("active", _("Active")),
            ("suspended", _("Suspended")),
            ("deactivated", _("Deactivated")),
        ],
        "page_query": query_without(request, *PLACE),
        "sort_query": query_without(request, *PLACE, "sort"),
    }
    return show(request, access, "person_list", context)


@require_safe
@page(to=P.MEMBER_VIEW)
def person(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """One member: who they are, what they may do here and by which chains."""
    row = member_by_uid(access.account, uid)
    level = billing_grant(access.account, row.person)
    own = holdings_in(row.person_id, access.account)
    is_oneself = row.person_id == access.actor.person_id
    context = {
        "row": row,
        "role": role_label(row.role, row.custom_role),
        "groups": groups_of(access.account, row.person),
        "billing_level": level_label(level.name) if level else "",
        "entry": account_access(own, access.account, row.person.first_name or row.person.name),
        "is_oneself": is_oneself,
        "may_manage": access.may(P.MEMBER_MANAGE) and may_manage(access, row),
    }
    return show(request, access, "person", context)


def _role_options(access: Access) -> list[tuple[str, str]]:
    built_in = [(str(role), str(ROLES[role])) for role in (Role.SUPER_ADMIN, Role.ADMIN, Role.MEMBER)]
    return [("", _("Any role")), *built_in, *custom_role_names(access.account)]


def _group_options(trees: Forest, wanted: str, *, is_all: bool) -> list[tuple[str, str]]:
    """The groups as paths; of very many the first ones, and the one that is wanted, which its own page leads to."""
    listed = [(node.uid, group_path(trees, node.id)) for node in trees.ordered]
    if wanted and not is_all and wanted not in dict(listed):
        listed.append((wanted, _("The group chosen")))
    return [("", _("Any group")), *listed]
