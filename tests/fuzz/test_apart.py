"""What is done in one account is seen nowhere in another: the smaller run of `python -m soak apart` (invariant 7)."""

from datetime import timedelta

import pytest

from bursar.core import clock
from tests.fuzz.apart import Crawl, differences
from tests.fuzz.filling import SHARED, build
from tests.fuzz.site import Site
from tests.fuzz.upheaval import rendered, upheaval

PERSONAS = ["founder 1", SHARED]  # the soak crawls as everybody


@pytest.fixture
def site(db: None) -> Site:
    """Two accounts full of data, their invoices rendered."""
    made = build("apart")
    rendered()
    return made


def test_whatever_is_done_in_one_account_the_other_is_answered_the_same_invariant_7(site: Site):
    crawl = Crawl.of(site, clock.now() + timedelta(hours=2))
    before = crawl.answers(PERSONAS)
    report = upheaval(site, 1, 100)
    assert differences(before, crawl.answers(PERSONAS)) == []
    assert report.writing > 4, report.lines()
    assert len(before) > 300


def test_the_crawl_sees_a_change_of_its_own_account(site: Site):
    crawl = Crawl.of(site, clock.now() + timedelta(hours=2))
    before = crawl.answers(["viewer 1"])
    site.worlds[1].account.name = "Contoso renamed"
    site.worlds[1].account.save()
    assert len(differences(before, crawl.answers(["viewer 1"]))) > 10
