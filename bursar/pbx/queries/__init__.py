"""Reads on the permissions page: who is ticked, what a draft would do, what was saved in between."""

from bursar.pbx.effect import RIGHT
from bursar.pbx.principals import known
from bursar.pbx.queries.groups import GroupNode, group_tree
from bursar.pbx.queries.history import Saved, as_of, saved_since
from bursar.pbx.queries.outlook import PersonsEffect, Preview, preview
from bursar.pbx.queries.people import Candidate, Why, candidates, extenders, managers, member_with_facts
from bursar.pbx.queries.rows import PermissionsView, Row, Ticked, held, over, page, ticked

__all__ = [
    "RIGHT",
    "Candidate",
    "GroupNode",
    "PermissionsView",
    "PersonsEffect",
    "Preview",
    "Row",
    "Saved",
    "Ticked",
    "Why",
    "as_of",
    "candidates",
    "extenders",
    "group_tree",
    "held",
    "known",
    "managers",
    "member_with_facts",
    "over",
    "page",
    "preview",
    "saved_since",
    "ticked",
]
