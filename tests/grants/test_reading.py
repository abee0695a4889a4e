"""An account that is read with the facts is as its table has it; which rows are open and which count."""

from datetime import timedelta

from bursar.access.permissions import PbxPermission
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.grants import steps
from bursar.grants.models import Grant
from bursar.grants.queries.reading import account_and_facts, accounts_and_facts
from bursar.grants.queries.rows import counting, not_over, open_grants
from tests.invariants import write
from tests.personas import BY, World

FIELDS = ("id", "number", "name", "time_zone", "language", "version", "created_at")
HOUR = timedelta(hours=1)


def test_the_account_is_as_its_table_has_it(world: World, other_world: World):
    someone = world.person("member")
    write(world.account, time_zone="Pacific/Auckland", language="fr", version=7)
    kept = Account.objects.values(*FIELDS).get(pk=world.account.pk)
    account, _known = account_and_facts(world.account.number, someone.pk)
    [of_person], _known = accounts_and_facts(someone.pk)
    for read in (account, of_person):
        assert {name: getattr(read, name) for name in FIELDS} == kept


def test_without_such_an_account_there_is_none(world):
    assert account_and_facts("C-0000-0000", world.person("member").pk)[0] is None


def test_an_open_grant_is_one_that_nobody_took_back_whether_it_counts_or_not(world):
    someone, now = world.person("member"), clock.now()
    one = steps.give_pbx(BY, world.account, PbxPermission.CONFIGURE, person=someone)
    over = steps.give_pbx(
        BY, world.account, PbxPermission.VIEW_REPORTS, person=someone, valid_until=now - HOUR, at=now - 2 * HOUR
    )
    to_come = steps.give_pbx(BY, world.account, PbxPermission.VIEW_INVOICES, person=someone, valid_from=now + HOUR)
    steps.close(BY, steps.give_pbx(BY, world.account, PbxPermission.ACCESS_RECORDINGS, person=someone))
    assert set(open_grants(world.account)) == {one, over, to_come}
    assert set(Grant.objects.filter(not_over())) == {one, to_come}
    assert set(Grant.objects.filter(counting())) == {one}
