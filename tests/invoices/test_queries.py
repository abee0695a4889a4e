"""Lists of invoices: tabs, search, year, order; other accounts' invoices do not exist (rules 9 and 12)."""

import pytest

from bursar.access.permissions import Permission
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown
from bursar.grants.queries import Access, access
from bursar.invoices import figures, queries, steps
from bursar.invoices.queries import Wanted, narrowing
from bursar.invoices.status import Status
from tests.invoices.making import make_credit_note, make_invoice


@pytest.fixture
def seen(world) -> Access:
    """What a Viewer may do."""
    return access(world.actor("viewer"), world.account.number)


def numbers(seen, tab, sort="", **narrowed) -> list[str]:
    rows = queries.page(seen, Wanted(tab, sort=sort, **narrowed)).rows
    return [row.number for row in rows]


def test_an_invoice_moves_from_open_to_paid_with_its_last_payment(world, seen):
    bill = make_invoice(world.account, "A-1", 12000)
    steps.post_payment(bill, 1, 5000, clock.now())
    assert queries.invoice(seen, bill.uid).status is Status.PARTLY_PAID
    steps.post_payment(bill, 2, 7000, clock.now())
    assert numbers(seen, "open") == []
    assert numbers(seen, "paid") == ["A-1"]


def test_a_cancelled_invoice_is_among_the_paid_ones(world, seen):
    bill = make_invoice(world.account, "A-1", 12000)
    make_credit_note(bill, "C-1", 12000)
    assert [i.status for i in queries.every_invoice(seen, Wanted("paid"))] == [Status.CANCELLED]


def test_open_invoices_come_soonest_due_first(world, seen):
    make_invoice(world.account, "LATER", due_in=30)
    make_invoice(world.account, "SOON", due_in=2)
    assert numbers(seen, "open") == ["SOON", "LATER"]


def test_the_search_knows_neither_case_nor_accents(world, seen):
    make_invoice(world.account, "A-1", buyer="Société Générale d’Électricité")
    make_invoice(world.account, "A-2", buyer="Northwind")
    assert numbers(seen, "open", search="SOCIETE electricité") == ["A-1"]


def test_an_invoice_of_another_account_does_not_exist(world, other_world, seen):
    theirs = make_invoice(other_world.account, "B-1")
    with pytest.raises(NotKnown):
        queries.invoice(seen, theirs.uid)
    with pytest.raises(NotKnown):
        queries.invoices_by_uid(seen, [theirs.uid])
    assert numbers(seen, "open") == []


def test_without_view_invoices_there_is_nothing_to_see(world):
    allowed = access(world.actor("pbx_super"), world.account.number)
    assert not allowed.may(Permission.INVOICE_VIEW)
    with pytest.raises(Forbidden):
        queries.page(allowed, Wanted("open"))


def test_a_list_takes_one_query_however_long(world, seen, django_assert_num_queries):
    for number in range(12):
        make_invoice(world.account, f"A-{number}")
    with django_assert_num_queries(1):
        assert len(numbers(seen, "open")) == 12


@pytest.mark.parametrize("typed", ["2026-0", "FR-2026", "42", "0042", "buy", "12", "120,00", "«fr-2026-0042»"])
def test_a_word_finds_what_it_begins(world, seen, typed):
    make_invoice(world.account, "FR-2026-0042", buyer="12 Buyers 120,00")
    make_invoice(world.account, "OTHER", 900, buyer="nobody")
    assert numbers(seen, "open", search=typed) == ["FR-2026-0042"]


def test_all_words_have_to_be_found(world, seen):
    make_invoice(world.account, "A-1", buyer="Northwind")
    assert numbers(seen, "open", search="a-1 southwind") == []


def test_words_that_many_documents_hold_are_found_by_walking_the_list(world, seen, monkeypatch):
    monkeypatch.setattr(narrowing, "FEW", 1)
    for number in ("A-1", "A-2", "B-3"):
        make_invoice(world.account, number, buyer="Northwind Traders")
    assert numbers(seen, "open", "-number", search="north trad a") == ["A-2", "A-1"]


def test_a_document_that_is_not_published_is_nowhere(world, seen):
    bill = make_invoice(world.account, "A-1", published=False)
    assert (numbers(seen, "open"), numbers(seen, "open", search="A-1")) == ([], [])
    with pytest.raises(NotKnown):
        queries.document(seen, bill.uid)
    assert figures.summary(seen).open == 0


def test_the_words_of_another_account_find_nothing(world, other_world, seen):
    make_invoice(other_world.account, "B-1", buyer="Secret")
    make_invoice(world.account, "A-1")
    assert numbers(seen, "open", search="secret") == []
