"""Notices before an end: planned with the grant, told once to those concerned, cancelled by whatever comes between."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail as delivered
from django.db import connection

from bursar.access.facts import Source
from bursar.access.permissions import Level, PbxPermission
from bursar.billing import commands
from bursar.billing import ending as ending_levels
from bursar.billing.ending import tell_of_ending_levels
from bursar.core import clock
from bursar.grants import ending
from bursar.grants import steps as grants
from bursar.grants.models import EndNotice, Grant
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from bursar.pbx.ending import tell_of_ending_ticks
from tests.billing.conftest import give, seen, terms
from tests.invariants import broken
from tests.kinds import switch
from tests.personas import BY, World, make_group

P = PbxPermission
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def days(count: float) -> datetime:
    return NOW + timedelta(days=count)


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.at(NOW):
        yield


@pytest.fixture
def viewer(world: World):
    """A Viewer for thirty days, in a portal that Full and another Full administrator look after."""
    world.person("full")
    give(world, "second", Level.FULL)
    return give(world, "interim", Level.VIEWER, valid_until=days(30))


def told(at: datetime) -> list[tuple[str, int | None]]:
    """Which mails a round of the worker writes at this instant, and to whom."""
    before = set(OutboxMail.objects.values_list("pk", flat=True))
    with clock.at(at):
        tell_of_ending_levels()
        tell_of_ending_ticks()
    mails = OutboxMail.objects.exclude(pk__in=before).order_by("pk")
    return [(mail.kind.partition(".")[2], mail.to_person_id) for mail in mails]


def test_seven_days_and_one_day_before_the_person_and_those_who_may_extend_it_are_told_once(world, viewer):
    everybody = [
        ("your_access_ends", viewer.pk),
        ("access_ends", world.person("full").pk),
        ("access_ends", world.person("second").pk),
    ]
    instants = [22.9, 23, 23.1, 28.9, 29, 29.1, 30.1]
    found = [told(days(at)) for at in instants]
    assert [len(each) for each in found] == [0, 3, 0, 0, 3, 0, 0]
    assert sorted(found[1]) == sorted(found[4]) == sorted(everybody)


def test_a_worker_that_was_down_tells_the_nearer_notice_alone(viewer):
    assert len(told(days(29.5))) == 3
    assert EndNotice.objects.filter(settled_at=None).count() == 0


def test_nothing_is_told_of_what_is_over(viewer):
    assert told(days(31)) == []


@pytest.mark.parametrize(("length", "planned"), [(0.5, []), (1, []), (2, [1]), (7, [1]), (7.5, [1, 7])])
def test_a_short_grant_has_no_notice_before_it_begins(world, length, planned):
    give(world, "short", Level.VIEWER, valid_from=days(10), valid_until=days(10 + length))
    assert sorted(EndNotice.objects.values_list("days", flat=True)) == planned


def test_an_extension_in_between_cancels_and_has_notices_of_its_own(world, viewer):
    with clock.at(days(20)):
        change = terms(Level.VIEWER, valid_until=days(60))
        commands.change_billing_admin(
            world.actor("full"), account=world.account, person=viewer, terms=change, seen=seen(world, viewer)
        )
    assert told(days(23)) == []
    assert len(told(days(53))) == 3


def test_what_was_extended_before_the_mail_went_out_is_not_told(world, viewer):
    assert len(told(days(23))) == 3
    Grant.objects.filter(person=viewer).update(closed_at=days(23))
    with clock.at(days(23)):
        send_due()
    assert delivered.outbox == []


def test_where_roles_decide_nobody_is_told_of_what_sleeps(world, viewer):
    world.person("super_admin")
    switch(world)
    assert told(days(23)) == []


def test_of_what_somebody_holds_who_can_be_given_nothing_nobody_is_told(world, viewer):
    world.person("founder")
    grants.give_pbx(BY, world.account, P.VIEW_REPORTS, person=world.person("suspended"), valid_until=days(30))
    viewer.deactivated_at = NOW
    viewer.save()
    assert told(days(23)) == []


def test_a_kill_between_the_mails_leaves_neither_mark_nor_mail(viewer):
    class KilledError(Exception):
        pass

    def killed(due):
        tell(due)
        raise KilledError

    tell = ending_levels._tell
    with clock.at(days(23)), pytest.raises(KilledError):
        ending.settle_due(Source.BILLING, killed)
    assert not EndNotice.objects.filter(settled_at__isnull=False).exists()
    assert len(told(days(23))) == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once(world, viewer):
    together = Barrier(2)

    def work() -> None:
        together.wait()
        with clock.at(days(23)):
            tell_of_ending_levels()
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert OutboxMail.objects.filter(kind="billing.your_access_ends").count() == 1


def test_ticks_of_one_holder_with_one_end_are_told_together_to_who_may_extend_them(world):
    someone = world.person("member")
    world.person("founder"), world.person("super_admin"), world.person("pbx_super")
    for permission in (P.VIEW_INVOICES, P.PAY_INVOICES):
        grants.give_pbx(BY, world.account, permission, person=someone, valid_until=days(30))
    found = told(days(23))
    assert found == [("your_permissions_end", someone.pk), ("permissions_end", world.person("founder").pk)]
    assert len(OutboxMail.objects.last().about["grants"]) == 2


def test_what_concerns_the_telephone_alone_is_told_to_all_who_may_change_the_page(world):
    holders = {world.person("founder").pk, world.person("super_admin").pk, world.person("pbx_super").pk}
    group = make_group(world.account, "Finance")
    grants.give_pbx(BY, world.account, P.VIEW_REPORTS, group=group, valid_until=days(30))
    assert {to for _kind, to in told(days(29))} == holders


def test_the_mails_say_what_ends_when_in_both_zones_and_lead_to_the_page_without_any_right(world, viewer):
    world.account.time_zone = "Europe/Paris"
    world.account.save()
    world.person("founder")
    grants.give_pbx(BY, world.account, P.VIEW_INVOICES, person=world.person("member"), valid_until=days(30))
    told(days(23))
    with clock.at(days(23)):
        send_due()
    texts = {letter.to[0]: f"{letter.subject} {letter.body}" for letter in delivered.outbox}
    assert "ends on 31 Mar 2027, 11:00 CEST (09:00 UTC)" in texts["interim@example.com"]
    assert "These people can extend it: Founder Example, Full Example, Second Example." in texts["interim@example.com"]
    assert "The billing access of Interim Example" in texts["full@example.com"]
    assert f"/billing/{world.account.number}/administrators/" in texts["full@example.com"]
    assert "View invoices" in texts["member@example.com"]
    both = [letter.body for letter in delivered.outbox if letter.to == ["founder@example.com"]]
    assert any(f"/pbx/{world.account.number}/permissions/" in body for body in both)


def test_the_check_of_the_data_misses_a_notice_that_is_not_there(world, viewer):
    assert broken("ends_have_notices") == ()
    EndNotice.objects.filter(days=1).delete()
    assert broken("ends_have_notices") == (f"grant {Grant.objects.get(person=viewer).pk}",)
