"""Makes the two accounts of a site with everybody and some of everything."""

from django.contrib.auth.hashers import make_password

from bursar.access.permissions import Level, PbxPermission, Permission, Role
from bursar.accounts.models import CustomRole, CustomRolePermission, GroupMembership, Invitation
from bursar.accounts.steps import open_invitation
from bursar.billing.models import AccessRequest, BillingPortal, Recipient
from bursar.billing.terms import Terms
from bursar.core import clock
from bursar.grants import steps as grants
from bursar.lifecycle.mails import sign_up_link_made
from bursar.lifecycle.models import PendingSignUp
from tests.fuzz.site import Site
from tests.invoices.making import make_credit_note, make_invoice
from tests.payments import paying
from tests.personas import BY, MAKERS, PASSWORD, World, billing_admin, make_account, make_group, member

PERSONAS = [name for name in MAKERS if name != "suspended"]
SHARED = "shared"  # Admin in the first account, Full billing administrator of the second


def build(tag: str) -> Site:
    """Both accounts with everybody and some of everything; `tag` keeps the addresses of two sites apart."""
    worlds = (World(make_account(f"Northwind {tag}"), {}), World(make_account(f"Contoso {tag}"), {}))
    site = Site(worlds)
    for at, world in enumerate(worlds):
        for persona in (*PERSONAS, "suspended"):
            person = MAKERS[persona](world, f"{persona}-{at}-{tag}")
            world.people[persona] = site.people[f"{persona} {at}"] = person
        fill(world, f"{tag}{at}")
    both = member(worlds[0], f"{SHARED}-{tag}", Role.ADMIN)
    grants.give_level(BY, worlds[1].account, both, Level.FULL, how="invitation")
    site.people[SHARED] = both
    site.sign_ups = [sign_up(f"newcomer-{tag}@example.com", tag), sign_up(worlds[0].person("stranger").email, tag)]
    site.look_again()
    return site


def fill(world: World, tag: str) -> None:
    """Groups in groups, a role, requests, recipients, invitations, invoices, a payment, a kept card."""
    account, portal = world.account, BillingPortal.objects.get(account=world.account)
    outer = make_group(account, "Direction 2")
    for group in (outer, make_group(account, "Accounting", outer), make_group(account, "Sales")):
        GroupMembership.objects.create(account=account, group=group, person=world.person("member"))
    grants.give_pbx(BY, account, PbxPermission.VIEW_REPORTS, group=outer)
    role = CustomRole.objects.create(account=account, name="Auditor")
    CustomRolePermission.objects.create(role=role, permission=Permission.ACTIVITY_VIEW)
    AccessRequest.objects.create(portal=portal, person=member(world, f"asker-{tag}"))
    Recipient.objects.create(portal=portal, email=f"bills-{tag}@example.com", confirmed_at=clock.now())
    billing_admin(world, f"ending-{tag}", Level.VIEWER)
    invite(world, "member", f"new-{tag}@example.com", {"role": "member", "groups": []})
    for purpose, persona in (("billing_administrator", "stranger"), ("member", "viewer")):
        offer = Terms(Level.PAYER).as_words() if purpose != "member" else {"role": "admin", "groups": [outer.pk]}
        invite(world, purpose, world.person(persona).email, offer)
    bills = [make_invoice(account, f"F-{tag}-{n}", 1200 * (n + 1), due_in=40 * n - 60) for n in range(8)]
    make_credit_note(bills[-1], f"C-{tag}", 1200)
    method = paying.kept_card(world, persona="founder")
    paying.order(world, "founder", {bills[0]: 500, bills[1]: 2400}, method=method)


def invite(world: World, purpose: str, email: str, offer: dict[str, object]) -> Invitation:
    """An open invitation by the founder."""
    return open_invitation(
        world.account, Invitation.Purpose(purpose), email=email, first_name="New", last_name="Person",
        language="en", offer=offer, invited_by=world.person("founder"),
    )  # fmt: skip


def sign_up(email: str, tag: str) -> str:
    """Somebody has asked for an account; answers the secret of the link."""
    return sign_up_link_made(
        PendingSignUp.objects.create(
            email=email, first_name="Ada", last_name="Newcomer", password=make_password(PASSWORD),
            organisation=f"Newcomer {tag}", time_zone="Europe/London", language="en",
        )
    )  # fmt: skip
