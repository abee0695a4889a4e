"""What is asked, as plain values: a subject, an action, a resource; several at once; or a search for one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bursar.api.authzen.body import BadRequestError, Json

MOST_EVALUATIONS = 1_000


@dataclass(frozen=True, slots=True)
class Entity:
    """A subject or a resource; without `id` it is the one searched for."""

    type: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """May this subject do this with that?"""

    subject: Entity
    action: str
    resource: Entity


class Semantic(StrEnum):
    """How the evaluations of one request go together (AuthZEN 1.0, 7.1.2.1)."""

    EXECUTE_ALL = "execute_all"
    DENY_ON_FIRST_DENY = "deny_on_first_deny"
    PERMIT_ON_FIRST_PERMIT = "permit_on_first_permit"


@dataclass(frozen=True, slots=True)
class Batch:
    """Several questions in order; in the place of one that cannot be understood, what is wrong with it."""

    questions: tuple[Question | BadRequestError, ...]
    semantic: Semantic


def question(given: Json) -> Question:
    """One evaluation. Raises BadRequestError."""
    _object(given, "context", required=False)
    return Question(_entity(given, "subject"), _action(given), _entity(given, "resource"))


def batch(given: Json) -> Batch | None:
    """Several evaluations with their defaults; None when there is none of them, and the request is a single one."""
    if "evaluations" not in given:
        return None
    evaluations = given["evaluations"]
    if not isinstance(evaluations, list):
        raise BadRequestError("evaluations must be an array.")
    if not evaluations:
        return None
    if len(evaluations) > MOST_EVALUATIONS:
        raise BadRequestError(f"There may be {MOST_EVALUATIONS} evaluations in a request.")
    options = _object(given, "options", required=False)
    defaults: Json = {name: given[name] for name in ("subject", "action", "resource", "context") if name in given}
    for name in defaults:
        _object(given, name)
    return Batch(tuple(_each(defaults, evaluations)), _semantic(options))


def _each(defaults: Json, evaluations: list[Any]) -> Iterator[Question | BadRequestError]:
    for given in evaluations:
        try:
            if not isinstance(given, dict):
                raise BadRequestError("Each evaluation must be an object.")
            yield question(defaults | given)
        except BadRequestError as error:
            yield error


def _semantic(options: Json) -> Semantic:
    wanted = options.get("evaluations_semantic", Semantic.EXECUTE_ALL)
    try:
        return Semantic(wanted)
    except ValueError:
        known = ", ".join(Semantic)
        raise BadRequestError(f"options.evaluations_semantic must be one of: {known}.") from None


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for is the entity without an id, or the action when that is empty."""

    subject: Entity
    action: str
    resource: Entity
    limit: int | None
    token: str


def search(given: Json, wanted: str) -> Search:
    """A search for a `subject`, a `resource` or an `action`; an id of what is searched for is ignored."""
    _object(given, "context", required=False)
    limit, token = _page(given)
    return Search(
        subject=_entity(given, "subject", searched=wanted == "subject"),
        action="" if wanted == "action" else _action(given),
        resource=_entity(given, "resource", searched=wanted == "resource"),
        limit=limit,
        token=token,
    )


def _page(given: Json) -> tuple[int | None, str]:
    page = _object(given, "page", required=False)
    _object(page, "properties", of="page", required=False)
    limit, token = page.get("limit"), page.get("token", "")
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
        raise BadRequestError("page.limit must be a non-negative integer.")
    if not isinstance(token, str):
        raise BadRequestError("page.token must be a string.")
    return limit, token


def _entity(given: Json, name: str, *, searched: bool = False) -> Entity:
    entity = _object(given, name)
    _object(entity, "properties", of=name, required=False)
    return Entity(_text(entity, "type", name), "" if searched else _text(entity, "id", name))


def _action(given: Json) -> str:
    action = _object(given, "action")
    _object(action, "properties", of="action", required=False)
    return _text(action, "name", "action")


def _object(given: Json, name: str, *, of: str = "", required: bool = True) -> Json:
    path = f"{of}.{name}" if of else name
    if name not in given:
        if required:
            raise BadRequestError(f"{path} is missing.")
        return {}
    if not isinstance(given[name], dict):
        raise BadRequestError(f"{path} must be an object.")
    found: Json = given[name]
    return found


def _text(entity: Json, name: str, of: str) -> str:
    if name not in entity:
        raise BadRequestError(f"{of}.{name} is missing.")
    value = entity[name]
    if not isinstance(value, str):
        raise BadRequestError(f"{of}.{name} must be a string.")
    return value
