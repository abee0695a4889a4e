"""Which key became what at Stripe: written before and after each call, so that a key has one outcome for ever."""

from bursar.audit.again import transacted
from bursar.payments.gateways.stripe.models import Asked


@transacted
def ask(key: str, what: str, parent: str = "") -> Asked:
    """The row of a key, new or as it is already; written before Stripe is called."""
    return Asked.objects.get_or_create(key=key, defaults={"what": what, "parent": parent})[0]


@transacted
def keep(asked: Asked, reference: str) -> Asked:
    """Stripe's name for it, unless there is one already or the key was made void meanwhile: answers how it is now."""
    Asked.objects.filter(pk=asked.pk, reference="", is_void=False).update(reference=reference)
    return Asked.objects.get(pk=asked.pk)


@transacted
def void(key: str) -> Asked:
    """Nothing is to come of this key any more, unless it has Stripe's name already: answers how it is now."""
    asked = Asked.objects.get_or_create(key=key, defaults={"what": _kind(key)})[0]
    Asked.objects.filter(pk=asked.pk, reference="").update(is_void=True)
    return Asked.objects.get(pk=asked.pk)


def find(key: str) -> Asked | None:
    """The row of a key, if anything was asked under it."""
    return Asked.objects.filter(key=key).first()


def _kind(key: str) -> str:
    kinds = {"setup": Asked.What.SETUP, "refund": Asked.What.REFUND}
    return kinds.get(key.partition("-")[0], Asked.What.CHARGE)
