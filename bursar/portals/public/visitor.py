"""Who acts on a public page: the person who is signed in, or a visitor."""

from django.http import HttpRequest

from bursar.access.actor import Actor, ActorKind


def visitor(request: HttpRequest) -> Actor:
    """The signed-in person, else nobody in particular, from the address of the request."""
    address = request.META.get("REMOTE_ADDR", "")
    if request.user.is_authenticated:
        return Actor.person(request.user.pk, door="public", address=address)
    return Actor(ActorKind.JOB, None, "public", address)
