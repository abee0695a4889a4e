"""Groups: the tree, and one group."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.accounts.forest import Forest, Node
from bursar.accounts.queries.groups import group_with_its_tree, groups_window, some_groups
from bursar.accounts.queries.people import group_members
from bursar.grants.queries import Access
from bursar.lifecycle.carrying import carried, given_to_groups
from bursar.portals.admin.door import page
from bursar.portals.admin.pages import show
from bursar.portals.listing import PLACE, place_in, query_without
from bursar.portals.words import pbx_label

P = Permission


@require_safe
@page(to=P.MEMBER_VIEW)
def group_list(request: HttpRequest, access: Access) -> HttpResponse:
    """All groups as a tree, with what each carries."""
    trees, is_all = some_groups(access.account)
    text = request.GET.get("q", "").strip()
    seen = None if is_all else groups_window(access.account, text, place_in(request))
    nodes = [_node(row) for row in seen.rows] if seen else _found(trees, text)
    given = given_to_groups(access.account, [node.id for node in nodes])
    context = {
        "rows": [{"node": node, "carried": [pbx_label(name) for name in given.get(node.id, [])]} for node in nodes],
        "text": text,
        "total": len(trees.nodes),
        "window": seen,
        "page_query": query_without(request, *PLACE),
    }
    return show(request, access, "group_list", context)


@require_safe
@page(to=P.MEMBER_VIEW)
def group(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """One group: who is in it, where it is, what it carries."""
    found, trees = group_with_its_tree(access.account, uid)
    context = {
        "group": found,
        "above": [trees.nodes[pk] for pk in reversed(trees.ancestors(found.id))],
        "inside": [trees.nodes[pk] for pk in trees.children.get(found.id, [])],
        "carried": carried_by(access, trees, found.id),
        "window": group_members(access.account, found.id, place_in(request)).of(found.members),
        "page_query": query_without(request, *PLACE),
    }
    return show(request, access, "group", context)


def _found(trees: Forest, text: str) -> list[Node]:
    return [node for node in trees.ordered if text.casefold() in node.name.casefold()]


def _node(row: Any) -> Node:
    return Node(row.pk, row.uid, row.name, row.description, members=row.size)


def carried_by(access: Access, trees: Forest, group_id: int) -> list[dict[str, Any]]:
    """What being in the group brings on the PBX, and from which group it comes."""
    return [
        {
            "label": pbx_label(found.permission),
            "given_to": None if found.given_to == group_id else trees.nodes[found.given_to],
        }
        for found in carried(trees, given_to_groups(access.account, trees.with_ancestors(group_id)), group_id)
    ]
