"""Events: written with what they tell, delivered in order, again after failures, never lost."""

from datetime import timedelta

import pytest
from standardwebhooks import Webhook

from bursar.accounts.steps import operator_named
from bursar.audit.recording import audited, record
from bursar.billing import events as billing
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.webhooks import commands, queries, signing
from bursar.webhooks.models import Attempt, Delivery, Endpoint, Event
from bursar.webhooks.sending import BACK_OFF, deliver_due
from tests.refusals import refused

pytestmark = pytest.mark.django_db(transaction=True)


@audited
def change(actor, *, account, fields, fails=False):
    """A change of billing details, as far as programs are told of it."""
    record(actor, billing.DETAILS_CHANGED, account=account.pk, new={"fields": fields})
    if fails:
        raise Refused("no", "No")


@pytest.fixture
def changed(world):
    """`changed("vat_number")`."""
    actor = world.actor("full")
    return lambda name, **more: change(actor, account=more.pop("account", world.account), fields=[name], **more)


def wait(span=timedelta(hours=12)):
    """As if so much time had gone by."""
    Delivery.objects.update(due_at=clock.now() - timedelta(seconds=1))
    Endpoint.objects.filter(failing_since__isnull=False).update(failing_since=clock.now() - span)


def test_a_change_is_told_with_its_account_and_signed(world, program, endpoint, changed):
    row = endpoint()
    changed("vat_number")
    assert deliver_due() == 1
    headers, body = program.got[0]
    assert Webhook(signing.secret(row.uid, 1)).verify(body, headers)["type"] == "billing_details.changed"
    data = program.said[0]["data"]
    assert (data["account"], data["new"]) == ({"number": world.account.number}, {"fields": ["vat_number"]})


def test_what_was_undone_is_not_told(program, endpoint, changed):
    endpoint()
    with refused("no"):
        changed("vat_number", fails=True)
    assert deliver_due() == 0
    assert not Event.objects.exists()


def test_nothing_is_written_when_nobody_asks(changed, endpoint):
    endpoint(types=["payment.succeeded"])
    changed("vat_number")
    assert not Event.objects.exists()


def test_an_endpoint_of_one_account_hears_nothing_of_another(world, other_world, program, endpoint, changed):
    endpoint(account_id=other_world.account.pk)
    changed("vat_number")
    assert deliver_due() == 0


def test_events_of_an_account_keep_their_order_while_one_fails(program, endpoint, changed):
    endpoint()
    for name in ("first", "second", "third"):
        changed(name)
    program.answers = [500, 204]
    deliver_due()
    assert [said["data"]["new"]["fields"] for said in program.said] == [["first"]]
    for _ in range(4):
        wait()
        deliver_due()
    assert [said["data"]["new"]["fields"][0] for said in program.said] == ["first", "first", "second", "third"]


def test_another_account_does_not_wait_for_it(other_world, program, endpoint, changed):
    endpoint()
    changed("first")
    changed("other", account=other_world.account)
    program.answers = [500, 204]
    deliver_due()
    assert [said["data"]["new"]["fields"] for said in program.said] == [["first"], ["other"]]


def test_it_is_tried_again_later_and_later_and_given_up_after_days(program, endpoint, changed):
    endpoint()
    changed("first")
    program.answers = [500]
    for _ in range(len(BACK_OFF) + 3):
        wait(timedelta(hours=1))
        deliver_due()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("given_up", len(BACK_OFF) + 1)
    assert timedelta(days=2) < sum(BACK_OFF, timedelta()) < timedelta(days=4)


def test_a_sender_that_was_killed_leaves_it_to_another(program, endpoint, changed):
    endpoint()
    changed("first")
    Delivery.objects.update(attempts=1, due_at=clock.now() + timedelta(seconds=60))  # claimed, then killed
    assert deliver_due() == 0
    wait()
    assert deliver_due() == 1


def test_an_endpoint_that_is_gone_or_fails_for_days_is_disabled_and_keeps_its_events(program, endpoint, changed):
    row = endpoint()
    changed("first")
    program.answers = [500]
    deliver_due()
    wait(timedelta(days=6))
    deliver_due()
    row.refresh_from_db()
    assert row.disabled_why == "no success for 5 days"
    changed("second")
    program.answers = [204]
    commands.enable_endpoint(operator_named("Ada"), uid=row.uid)
    for _ in range(3):
        wait()
        deliver_due()
    assert [said["data"]["new"]["fields"][0] for said in program.said[-2:]] == ["first", "second"]


def test_410_means_that_no_more_is_wanted(program, endpoint, changed):
    row = endpoint()
    changed("first")
    program.answers = [410]
    deliver_due()
    row.refresh_from_db()
    assert row.disabled_why == "410 Gone"


def test_two_secrets_sign_while_programs_change_over(program, endpoint, changed):
    row = endpoint()
    commands.rotate_secret(operator_named("Ada"), uid=row.uid)
    changed("first")
    deliver_due()
    headers, body = program.got[0]
    for version in (1, 2):
        assert Webhook(signing.secret(row.uid, version)).verify(body, headers)


def test_what_was_taken_is_sent_again_under_the_same_id_when_it_is_asked_for(program, endpoint, changed):
    row = endpoint()
    changed("first")
    deliver_due()
    assert commands.replay(operator_named("Ada"), uid=row.uid, since=clock.now() - timedelta(hours=1)) == 1
    deliver_due()
    assert len({headers["webhook-id"] for headers, _body in program.got}) == 1
    assert len(program.got) == 2


def test_each_attempt_is_visible(program, endpoint, changed):
    row = endpoint()
    changed("first")
    program.answers = [500, 204]
    deliver_due()
    wait()
    deliver_due()
    shown = queries.deliveries(row.uid)[0]
    assert [each.status for each in Attempt.objects.order_by("pk")] == [500, 204]
    assert (shown.state, queries.last_try(shown).status) == ("taken", 204)


def test_a_removed_endpoint_is_sent_nothing(program, endpoint, changed):
    row = endpoint()
    changed("first")
    commands.remove_endpoint(operator_named("Ada"), uid=row.uid)
    assert (deliver_due(), program.got) == (0, [])


def test_a_ping_reaches_only_the_one(program, endpoint):
    row, _other = endpoint(), endpoint()
    commands.ping_endpoint(operator_named("Ada"), uid=row.uid)
    assert deliver_due() == 1
    assert (program.said[0]["type"], program.said[0]["data"]) == ("ping", {"endpoint": row.uid})


def test_the_database_holds_no_secret(endpoint):
    row = endpoint()
    kept = " ".join(str(value) for value in Endpoint.objects.filter(pk=row.pk).values_list()[0])
    assert signing.secret(row.uid, 1).removeprefix("whsec_") not in kept
