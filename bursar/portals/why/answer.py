"""A decision as a page shows it: the answer in a sentence, each way or the nearest one, and who could help."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bursar.access.denial import Denial, Reason
from bursar.access.permissions import GUARDED, Permission
from bursar.access.roads import Road
from bursar.grants.queries import Explained, permission_label
from bursar.portals.why import chains, denials
from bursar.portals.why.words import Voice


@dataclass(frozen=True)
class Answer:
    """What the template why/_answer.html shows."""

    title: str
    is_allowed: bool
    ways: list[dict[str, Any]]  # each with its nodes and its sentence
    told: list[str]  # why not
    pictures: list[list[dict[str, str]]]
    help: list[tuple[str, list[str]]]  # on each road how it could be given, and the names of those who could


def answer(found: Explained, who: str = "", *, names: bool = False) -> Answer:
    """The decision in words and pictures; `who` names somebody other than the reader, `names` shows who could help."""
    voice = Voice(found.account.time_zone, who)
    right = Permission(found.decision.action)
    denial = found.decision.denial
    return Answer(
        title=_title(right, found, who),
        is_allowed=found.decision.is_allowed,
        ways=[
            {
                "nodes": chains.nodes(chain, permission_label(right), voice),
                "sentence": chains.sentence(chain, permission_label(right), voice),
            }
            for chain in found.decision.chains
        ],
        told=denials.sentences(denial, voice) if denial else [],
        pictures=denials.pictures(denial, voice) if denial else [],
        help=list(_help(denial, found, names=names)) if denial and found.is_now else [],
    )


def _title(right: Permission, found: Explained, who: str) -> str:
    words = {"right": permission_label(right), "account": found.account.name, "name": who}
    if found.decision.is_allowed:
        yes = (
            _("%(name)s holds the right “%(right)s” in %(account)s.")
            if who
            else _("You hold the right “%(right)s” in %(account)s.")
        )
        return yes % words
    no = (
        _("%(name)s does not hold the right “%(right)s” in %(account)s.")
        if who
        else _("You do not hold the right “%(right)s” in %(account)s.")
    )
    return no % words


def _help(denial: Denial, found: Explained, *, names: bool) -> Iterable[tuple[str, list[str]]]:
    """How it could be given, with those who could; without names, who that would be in general."""
    if denial.reason is Reason.SUSPENDED:
        yield _("Whoever manages people in the admin portal can lift the suspension."), []
        return
    for road in dict.fromkeys(giver.road for giver in denial.givers):
        people = [each.name for each in found.givers.get(road, [])] if names else []
        yield _by(road, denial.lacks) if people or not names else _nobody(road), people


def _by(road: Road, lacks: Permission | None) -> str:
    if road is Road.ADMINISTRATORS:
        return _("In the billing portal, by a billing administrator who manages administrators and holds it:")
    if road is Road.ROLE:
        return _("In the admin portal, by somebody who assigns a role that contains it:")
    if lacks in GUARDED:
        return _("On the PBX permissions page, by somebody who may change it and holds the right:")
    return _("On the PBX permissions page, by somebody who may change it:")


def _nobody(road: Road) -> str:
    return {
        Road.ADMINISTRATORS: _(
            "In the billing portal nobody can give it at present: nobody manages its administrators and holds the "
            "right. The vendor can appoint an administrator."
        ),
        Road.PBX_PAGE: _("On the PBX permissions page nobody can give it at present: it takes somebody who holds it."),
        Road.ROLE: _("In the admin portal nobody can give it at present."),
    }[road]
