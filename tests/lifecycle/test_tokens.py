"""API tokens: shown once, hashed, only taking away, dead with their person (invariants 8, 18, 26)."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.access.scopes import Service
from bursar.accounts.models import ApiToken, Operator
from bursar.api.limits import USES
from bursar.api.tokens import actor_of
from bursar.audit.models import Entry
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown, Refused, TooMany
from bursar.grants.queries import access
from bursar.lifecycle.commands.operator import deactivate_person
from bursar.lifecycle.commands.tokens import Made, make_installation_token, make_token, revoke_token
from bursar.mail.models import OutboxMail
from tests.personas import World, make_account

P = Permission
VIEW: list[str] = [P.INVOICE_VIEW, P.BILLING_PORTAL_ENTER]


def made(world: World, persona: str = "full", scopes: list[str] = VIEW, **more) -> Made:
    return make_token(world.actor(persona), name="Ledger", scopes=scopes, days=30, **more)


def shown(secret: str) -> Actor | None:
    return actor_of(RequestFactory().get("/", headers={"Authorization": f"Bearer {secret}"}))


def test_a_token_only_takes_away(world: World):
    actor = shown(made(world).secret)
    assert access(actor, world.account.number).held == set(VIEW)
    with pytest.raises(Forbidden, match="Pay invoices") as refusal:
        access(actor, world.account.number, P.INVOICE_PAY)
    assert refusal.value.code == "outside_scope"


def test_a_token_gives_nothing_that_its_person_lacks(world: World):
    actor = shown(made(world, "viewer", [*VIEW, P.INVOICE_PAY]).secret)
    assert access(actor, world.account.number).held == set(VIEW)


def test_a_token_for_pay_alone_pays_nothing(world: World):
    actor = shown(made(world, scopes=[P.INVOICE_PAY, P.BILLING_PORTAL_ENTER]).secret)
    assert access(actor, world.account.number).held == {P.BILLING_PORTAL_ENTER}
    with pytest.raises(Forbidden) as refusal:
        access(actor, world.account.number, P.INVOICE_PAY)
    assert refusal.value.code == "outside_scope"
    assert access(actor, world.account.number).why(P.INVOICE_PAY).denial.needed == P.INVOICE_VIEW


def test_the_decision_says_that_it_is_the_token_that_lacks_it(world: World):
    actor = shown(made(world).secret)
    assert access(actor, world.account.number).why(P.INVOICE_PAY).denial.reason == "outside_scope"


def test_only_a_hash_is_kept_and_no_entry_or_mail_holds_the_secret(world: World):
    secret = made(world).secret
    rows = [*ApiToken.objects.values_list(), *Entry.objects.values_list(), *OutboxMail.objects.values_list()]
    assert secret not in str(rows)
    assert OutboxMail.objects.filter(kind="person.token_made", to_person_id=world.person("full").pk).exists()


def test_a_token_for_one_account_knows_no_other(world: World):
    other = make_account("Elsewhere")
    actor = shown(made(world, account=other).secret)
    with pytest.raises(NotKnown):
        access(actor, world.account.number)


@pytest.mark.parametrize("end", ["revoked", "expired", "deactivated"])
def test_a_token_that_is_over_is_nobodys(world: World, end, monkeypatch):
    token = made(world)
    if end == "revoked":
        revoke_token(world.actor("full"), uid=token.token.uid)
    elif end == "deactivated":
        by = Actor.operator(Operator.objects.create(name="Ada").pk)
        deactivate_person(by, email=world.person("full").email, reason="left")
    else:
        later = clock.now() + timedelta(days=30)
        monkeypatch.setattr(clock, "now", lambda: later)
    assert shown(token.secret) is None


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic abc", "Bearer bur_" + "0" * 64])
def test_whoever_shows_no_token_of_ours_is_nobody(world: World, header):
    assert actor_of(RequestFactory().get("/", headers={"Authorization": header})) is None


def test_its_use_is_noted(world: World):
    token = made(world)
    shown(token.secret)
    token.token.refresh_from_db()
    assert token.token.last_used_at is not None
    assert token.token.last_used_from == "127.0.0.1"


def test_nobody_revokes_a_token_of_somebody_else(world: World):
    token = made(world)
    with pytest.raises(NotKnown):
        revoke_token(world.actor("payer"), uid=token.token.uid)


def test_a_token_makes_no_token(world: World):
    with pytest.raises(Forbidden):
        make_token(shown(made(world).secret), name="More", scopes=VIEW, days=1)


@pytest.mark.parametrize(
    ("scopes", "days", "code"),
    [([], 30, "scopes_wrong"), (["all"], 30, "scopes_wrong"), (VIEW, 366, "days_wrong"), (VIEW, 0, "days_wrong")],
)
def test_what_makes_no_sense_is_refused(world: World, scopes, days, code):
    with pytest.raises(Refused) as refusal:
        make_token(world.actor("full"), name="Ledger", scopes=scopes, days=days)
    assert refusal.value.code == code
    assert not ApiToken.objects.exists()


def test_a_token_of_the_installation_has_no_right_of_a_person(world: World):
    by = Actor.operator(Operator.objects.create(name="Ada").pk)
    actor = shown(make_installation_token(by, name="Telephone system", scopes=[Service.EVALUATE], days=90).secret)
    assert (actor.person_id, actor.scopes) == (None, {"access:evaluate"})
    with pytest.raises(NotKnown):
        access(actor, world.account.number)
    with pytest.raises(Refused, match="used for"):
        make_installation_token(by, name="Thief", scopes=[P.INVOICE_PAY], days=90)


def test_a_token_used_too_often_is_held_back(world: World, settings):
    settings.API_USES_PER_MINUTE = 2
    token = made(world)
    USES.count("another")  # of another token: it takes nothing from this one
    assert [shown(token.secret) is not None for _ in range(2)] == [True, True]
    with pytest.raises(TooMany):
        shown(token.secret)
