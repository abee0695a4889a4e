"""Two accounts full of data with one person for each persona, and everything that can stand in an address."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from bursar.accounts.models import CustomRole, Group, Invitation, Person
from bursar.accounts.steps import link_made
from bursar.billing.models import AccessRequest, Recipient
from bursar.core import clock
from bursar.invoices.models import Document
from bursar.mail.models import DeliveredMail
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.models import MethodSetup, Payment, PaymentMethod
from tests.golden.matrix import Route, routes
from tests.personas import World

FIXED = {"gateway": ["sandbox", "nobody"], "answer": ["accept", "decline"], "part": ["account", "billing"],
         "uidb36": ["1", "zz"], "place": ["0", "1", "99"], "scheme": ["siren", "none"],
         "value": ["303265045", "none"]}  # fmt: skip


@dataclass
class Site:
    """The two worlds, the people of both, and what may stand in addresses."""

    worlds: tuple[World, World]
    people: dict[str, Person] = field(default_factory=dict)  # by persona and account: "payer 0"
    known: dict[str, list[str]] = field(default_factory=dict)  # what stands in addresses, by its name there
    own: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # ids of each account's things, by kind
    sign_ups: list[str] = field(default_factory=list)  # the secrets of links
    meant_for: dict[str, str] = field(default_factory=dict)  # whose address the secret of a link went to
    resets: list[dict[str, str]] = field(default_factory=list)  # links to a new password
    pages: list[Route] = field(default_factory=routes)

    def look_again(self) -> None:
        """Collect what can stand in an address; called now and then, for rows come and go."""
        self.own = {world.account.number: _uids(world) for world in self.worlds}
        ours = [world.account.pk for world in self.worlds]
        invitations = Invitation.objects.filter(account__in=ours, state="open").order_by("pk")
        waiting = EmailAddress.objects.filter(user__in=list(self.people.values()), verified=False)
        self.meant_for = {link_made(i): i.email for i in invitations}
        self.meant_for |= {EmailConfirmationHMAC(row).key: row.user.email for row in waiting}
        self.resets = [_reset(person) for person in self.people.values()]
        mails = DeliveredMail.objects.values_list("pk", flat=True)[:9]
        self.known = FIXED | {
            "mail": [str(pk) for pk in mails] or ["1"],
            "number": [world.account.number for world in self.worlds],
            "person_uid": [uid for own in self.own.values() for uid in own["person"]],
            "token": ["no-such-token", *(t for t in self.meant_for if ":" not in t), *self.sign_ups],
            "key": ["no-such-key", *(t for t in self.meant_for if ":" in t)],
            "reference": [*Charge.objects.order_by("-pk").values_list("reference", flat=True)[:40], "none"],
            "email": [person.email for person in self.people.values()],
        }  # fmt: skip

    def address(self, route: Route, number: str, rng: Random, own: dict[str, list[str]] | None = None) -> str:
        """This page's address in this account, about one of `own` or of what there is, now and then elsewhere."""
        if route.name.endswith("password-reset-key"):
            return reverse(route.name, kwargs=rng.choice(self.resets))
        page = route.name.partition(":")[2]
        own = own or self.own[number if rng.random() < 0.95 else rng.choice(self.known["number"])]
        kinds = [kind for kind in own if page.startswith(kind)]
        uids = own[max(kinds, key=len)] if kinds else own["invitation"]
        numbers = self.known["mail"] if route.name == "demo:mail" else [number]
        fitting = {"number": numbers, "uid": uids or ["none"], "person_uid": own["person"], "person": own["person"]}
        given = {name: rng.choice(fitting.get(name) or self.known[name]) for name in route.parameters}
        return reverse(route.name, kwargs=given)

    def ids(self) -> list[str]:
        """Everything that somebody might put where it does not belong."""
        uids = [value for own in self.own.values() for values in own.values() for value in values]
        return uids + [value for values in self.known.values() for value in values]


def _uids(world: World) -> dict[str, list[str]]:
    """The ids of everything in an account, by the beginning of the name of the pages about it."""
    account = world.account
    people = Person.objects.filter(Q(memberships__account=account) | Q(grants__account=account)).distinct()
    payments = list(Payment.objects.filter(account=account).order_by("pk").values_list("uid", flat=True))
    uids = list(people.order_by("pk").values_list("uid", flat=True))
    tables: dict[str, Any] = {
        "group": Group.objects.filter(account=account, deleted_at=None),
        "role": CustomRole.objects.filter(account=account, deleted_at=None),
        "invitation": Invitation.objects.filter(account=account, state="open"),
        "invoice": Document.objects.filter(account=account),
        "method": PaymentMethod.objects.filter(account=account, removed_at=None),
        "method-return": MethodSetup.objects.filter(account=account),
        "method-check": MethodSetup.objects.filter(account=account),
        "request": AccessRequest.objects.filter(portal__account=account, state="open"),
        "recipient": Recipient.objects.filter(portal__account=account, removed_at=None),
    }
    found = {kind: list(rows.order_by("pk").values_list("uid", flat=True)) for kind, rows in tables.items()}
    return found | {"person": uids, "administrator": uids, "permission": uids, "payment": payments, "receipt": payments}


def _reset(person: Person) -> dict[str, str]:
    return {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}


def browser(person: Person | None, numbers: list[str]) -> Client:
    """A browser of this person (or of nobody), signed in just now and entered into every portal of these accounts."""
    client = Client(raise_request_exception=False)
    if person is None:
        return client
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session, now = client.session, clock.now()
    session["account_authentication_methods"] = [{"method": "password", "at": now.timestamp()}]
    doors = [f"{door}:{number}" for door in ("admin", "billing", "pbx") for number in numbers]
    session["entered"] = dict.fromkeys(doors, now.isoformat())
    session.save()
    return client
