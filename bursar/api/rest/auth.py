"""The token of a request as the actor of its commands. Cookies are not looked at."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.api.tokens import actor_of
from bursar.grants.queries import Access, access


class Token(HttpBearer):
    """`Authorization: Bearer bur_…`, looked up once for a request."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor, or None: 401."""
        return caller(request)

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never called: `__call__` does it all."""
        raise NotImplementedError


def caller(request: HttpRequest) -> Actor | None:
    """Who calls."""
    if not hasattr(request, "api_actor"):
        request.api_actor = actor_of(request)  # type: ignore[attr-defined]
    actor: Actor | None = request.api_actor  # type: ignore[attr-defined]
    return actor


def may(request: Any, number: str, to: Permission | None = None) -> Access:
    """What the caller may do in an account. Raises NotKnown and Forbidden, as at every door."""
    return access(request.auth, number, to)
