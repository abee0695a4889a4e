"""The endpoints: who calls, the body, the answer. A denial is an answer like any other: 200."""

import logging
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from bursar.access.actor import Actor
from bursar.access.scopes import Service
from bursar.api.authzen import asking, evaluating, searching
from bursar.api.authzen.body import BadRequestError, Json, read
from bursar.api.limits import WINDOW_SECONDS
from bursar.api.tokens import CHALLENGE, actor_of
from bursar.audit.again import is_busy
from bursar.core.errors import TooMany

Endpoint = Callable[[Actor, Json], Json]
View = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("bursar.authzen")
RETRY_AFTER = 5  # seconds
METADATA_FOR = 3_600  # seconds for which a client need not ask for it again


def _endpoint(scope: Service) -> Callable[[Endpoint], View]:
    """A POST by a token that has the scope; errors are sentences in plain text (AuthZEN 1.0, 10.1.2)."""

    def decorate(answer: Endpoint) -> View:
        @csrf_exempt  # no cookie is looked at: nothing comes by itself from a browser
        @wraps(answer)
        def view(request: HttpRequest) -> HttpResponse:
            response = _whatever_happens(request, scope, answer)
            response["Cache-Control"] = "no-store"
            return _identified(request, response)

        return view

    return decorate


def _identified(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The caller's own id of the request comes back with whatever we answer (AuthZEN 1.0, 10.1.3)."""
    if "X-Request-ID" in request.headers:
        response["X-Request-ID"] = request.headers["X-Request-ID"]
    return response


def _whatever_happens(request: HttpRequest, scope: Service, answer: Endpoint) -> HttpResponse:
    """A program gets a sentence and no page, even where the fault is ours."""
    try:
        return _answered(request, scope, answer)
    except Exception as error:
        if is_busy(error):
            response = _text(503, _("Too much is going on at this moment. Ask again in a few seconds."))
            response["Retry-After"] = str(RETRY_AFTER)
            return response
        log.exception("no answer to %s", request.path)
        return _text(500, _("Something went wrong on our side."))


def _answered(request: HttpRequest, scope: Service, answer: Endpoint) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actor = actor_of(request, door="authzen")
        if actor is None:
            response = _text(401, _("A token of ours is needed: it is missing, over, or unknown."))
            response["WWW-Authenticate"] = CHALLENGE
            return response
        if not actor.has_scope(scope):
            return _text(403, _("This token may not ask this: it lacks “%(scope)s”.") % {"scope": scope})
        return JsonResponse(answer(actor, read(request)))
    except BadRequestError as error:
        return _text(400, str(error))
    except TooMany as refusal:
        response = _text(429, str(refusal))
        left = getattr(request, "uses_left", None)
        response["Retry-After"] = str(left.seconds if left else WINDOW_SECONDS)
        return response


def _text(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")


@_endpoint(Service.EVALUATE)
def evaluation(actor: Actor, given: Json) -> Json:
    """May this subject do this with that?"""
    return evaluating.answer(actor, asking.question(given))


@_endpoint(Service.EVALUATE)
def evaluations(actor: Actor, given: Json) -> Json:
    """Several of them in one request; without any, a single one."""
    batch = asking.batch(given)
    if batch is None:
        return evaluating.answer(actor, asking.question(given))
    return {"evaluations": evaluating.answers(actor, batch)}


@_endpoint(Service.SEARCH)
def search_subject(actor: Actor, given: Json) -> Json:
    """Who may do this with that?"""
    return searching.searched(actor, asking.search(given, "subject"), given, "subject")


@_endpoint(Service.SEARCH)
def search_resource(actor: Actor, given: Json) -> Json:
    """With which may this subject do this?"""
    return searching.searched(actor, asking.search(given, "resource"), given, "resource")


@_endpoint(Service.SEARCH)
def search_action(actor: Actor, given: Json) -> Json:
    """What may this subject do with that?"""
    return searching.searched(actor, asking.search(given, "action"), given, "action")


def metadata(request: HttpRequest) -> HttpResponse:
    """What can be asked here, and where (AuthZEN 1.0, 9)."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    base = settings.BASE_URL.rstrip("/")
    names = {
        "access_evaluation_endpoint": "evaluation",
        "access_evaluations_endpoint": "evaluations",
        "search_subject_endpoint": "search-subject",
        "search_resource_endpoint": "search-resource",
        "search_action_endpoint": "search-action",
    }
    endpoints = {parameter: base + reverse(f"authzen:{name}") for parameter, name in names.items()}
    response = JsonResponse({"policy_decision_point": base, **endpoints})
    response["Cache-Control"] = f"public, max-age={METADATA_FOR}"
    return _identified(request, response)
