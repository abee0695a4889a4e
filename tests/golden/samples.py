"""The world in which the matrix is measured: one object of each kind, and what stands in each address."""

from collections.abc import Callable

from django.conf import settings
from django.test import Client

from bursar.access.permissions import Level, Permission
from bursar.access.scopes import Service
from bursar.accounts.models import CustomRole, CustomRolePermission, Invitation
from bursar.accounts.steps import link_made, open_invitation
from bursar.billing.models import AccessRequest, BillingPortal, Recipient
from bursar.billing.queries.mailing import stop_token
from bursar.billing.steps.confirming import ask_to_confirm, confirmation_made
from bursar.billing.terms import Terms
from bursar.core import clock
from bursar.lifecycle.commands.sign_up import ask_sign_up
from bursar.lifecycle.commands.tokens import make_token
from bursar.lifecycle.mails import sign_up_link_made
from bursar.mail.models import DeliveredMail
from bursar.payments import flow
from bursar.payments.models import MethodSetup
from tests.golden.matrix import PERSONAS
from tests.invoices.making import make_invoice
from tests.payments import paying
from tests.personas import BY, PASSWORD, World, billing_admin, make_group, member

Parameters = dict[str, str]


def build(world: World, other: World) -> Callable[[str], Parameters]:
    """Make everybody and one of everything; answers what stands in the address of a name."""
    for persona in (*PERSONAS, "founder"):
        if persona not in {"anonymous", "other_full"}:
            world.person(persona)
    other.people["other_full"] = billing_admin(other, "other_full", Level.FULL)
    uids = _objects(world)
    uids |= _bills(world)
    number = {"number": world.account.number}
    fixed: dict[str, Parameters] = {
        "demo:mail": {"number": str(_mail())},
        "me:leave": {**number, "part": "account"},
        "me:invitation-answer": {"uid": uids["own-invitation"], "answer": "accept"},
        "notices:take": {"gateway": "sandbox"},
        "public:sign-up-confirm": {"token": _sign_up()},
        "account_confirm_email": {"key": "no-such-key"},
        "public:recipient-confirm": {"token": uids["confirm"]},
        "public:recipient-stop": {"token": uids["stop"]},
        "public:address-confirm": {"key": "no-such-key"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
        "public:password-reset-key": {"uidb36": "1", "key": "no-such-key"},
    }

    def parameters(name: str) -> Parameters:
        if name in fixed:
            return fixed[name]
        door, _, page = name.partition(":")
        if door == "rest":  # which knows nobody by a session
            return {**number, "uid": "none", "person": "none", "scheme": "siren", "value": "none"}
        return {**number, "uid": _uid(uids, door, page), "token": uids["token"], "reference": uids["reference"],
                "person_uid": uids["admin:person"], "place": "0"}  # fmt: skip

    return parameters


def _uid(uids: dict[str, str], door: str, page: str) -> str:
    """The object that a page is about, by the beginning of its name."""
    found = [key for key in uids if f"{door}:{page}".startswith(key)]
    return uids[max(found, key=len)] if found else ""


def _objects(world: World) -> dict[str, str]:
    account, founder = world.account, world.person("founder")
    target = member(world, "target")
    administrator = billing_admin(world, "second_full", Level.VIEWER)
    group = make_group(account, "Sales")
    role = CustomRole.objects.create(account=account, name="Auditor")
    CustomRolePermission.objects.create(role=role, permission=Permission.MEMBER_VIEW)
    portal = BillingPortal.objects.get(account=account)
    asker = member(world, "asker")
    request = AccessRequest.objects.create(portal=portal, person=asker)
    own_request = AccessRequest.objects.create(portal=portal, person=world.person("custom_role"))
    recipient = Recipient.objects.create(portal=portal, email="bills@example.com")
    ask_to_confirm(recipient)
    invited = _invitation(world, "member", "new@example.com", {"role": "member", "groups": []})
    own = _invitation(world, "billing_administrator", founder.email, Terms(Level.VIEWER).as_words())
    billing = _invitation(world, "billing_administrator", "accountant@example.com", Terms(Level.VIEWER).as_words())
    return {
        "admin:person": target.uid,
        "admin:invitation": invited.uid,
        "admin:group": group.uid,
        "admin:role": role.uid,
        "pbx:permission-why": target.uid,
        "pbx:permission-person": target.uid,
        "pbx:permission-group": group.uid,
        "billing:administrator": administrator.uid,
        "billing:invitation": billing.uid,
        "billing:request": request.uid,
        "me:request-withdraw": own_request.uid,
        "me:token-revoke": make_token(world.actor("member"), name="Ledger", scopes=[Service.SEARCH], days=90).token.uid,
        "billing:recipient": recipient.uid,
        "own-invitation": own.uid,
        "token": link_made(billing),
        "confirm": confirmation_made(recipient),
        "stop": _stop(portal),
    }


def _stop(portal: BillingPortal) -> str:
    told = Recipient.objects.create(portal=portal, email="books@example.com", confirmed_at=clock.now())
    return stop_token([told])


def _invitation(world: World, purpose: str, email: str, offer: dict[str, object]) -> Invitation:
    return open_invitation(
        world.account,
        Invitation.Purpose(purpose),
        email=email,
        first_name="New",
        last_name="Person",
        language="en",
        offer=offer,
        invited_by=world.person("founder"),
    )


def _bills(world: World) -> dict[str, str]:
    invoice, paid = make_invoice(world.account, "F-1"), make_invoice(world.account, "F-2")
    method = paying.kept_card(world, persona="founder")
    done = paying.order(world, "founder", {paid: 5000}, method=method)
    setup_page = flow.begin_method(
        world.actor("founder"), account=world.account, return_url=lambda uid: f"/back/{uid}/"
    )
    setup = world.account.pk and MethodSetup.objects.filter(account=world.account, finished_at=None).get()
    reference = setup_page.reference
    return {
        "reference": reference,
        **{f"{door}:invoice": invoice.uid for door in ("billing", "pbx")},
        **{f"{door}:payment": done.payment.uid for door in ("billing", "pbx")},
        **{f"{door}:receipt": done.payment.uid for door in ("billing", "pbx")},
        "billing:method": method.uid,
        "billing:method-return": setup.uid,
        "billing:method-check": setup.uid,
    }


def _sign_up() -> str:
    row = ask_sign_up(
        BY,
        first_name="Ada",
        last_name="Newcomer",
        email="ada@example.com",
        password=PASSWORD,
        organisation="Newcomer Ltd",
        time_zone="Europe/London",
        language="en",
    )
    return sign_up_link_made(row)


def _mail() -> int:
    return DeliveredMail.objects.create(at=clock.now(), to_address="a@example.com", subject="Hello", text="Hello").pk


def browser(world: World, other: World, persona: str) -> Client:
    """A browser of the persona, signed in just now and entered into every portal of the account under test."""
    client = Client()
    if persona == "anonymous":
        return client
    who = other.person(persona) if persona == "other_full" else world.person(persona)
    client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    now = clock.now()
    session["account_authentication_methods"] = [{"method": "password", "at": now.timestamp()}]
    session["entered"] = {f"{door}:{world.account.number}": now.isoformat() for door in ("admin", "billing", "pbx")}
    session.save()
    return client
