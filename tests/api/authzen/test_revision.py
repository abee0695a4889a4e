"""A request is answered at one revision: what is committed while it is being answered comes with the next one."""

import pytest
from django.db import connection

from bursar.core import clock

pytestmark = pytest.mark.django_db(transaction=True)
FACTS = "WITH RECURSIVE mine"


@pytest.fixture
def meanwhile():
    """`with meanwhile("UPDATE ...", values):` it is committed by somebody else just before the facts are read."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory has one connection")
    other = connection.copy()

    def during(statement, values):
        def before(execute, sql, params, many, context):
            if FACTS in sql:
                with other.cursor() as cursor:
                    cursor.execute(statement, values)
            return execute(sql, params, many, context)

        return connection.execute_wrapper(before)

    yield during
    other.close()


@pytest.fixture
def end_of_it(fixture_world):
    """The payer's level ends."""
    grant = fixture_world.person("payer").grants.get()
    return "UPDATE grants_grant SET closed_at = %s WHERE id = %s", [clock.now().replace(tzinfo=None), grant.pk]


def test_whom_a_search_has_found_it_decides_on_as_they_were(ask, about, fixture_world, meanwhile, end_of_it):
    body, payer = about("payer", "invoice:pay"), fixture_world.person("payer").email
    ask("search/subject", body)
    with meanwhile(*end_of_it):
        during = ask("search/subject", body)["results"]
    after = ask("search/subject", body)["results"]
    assert (payer in {each["id"] for each in during}, payer in {each["id"] for each in after}) == (True, False)


def test_the_answers_of_a_batch_agree_with_what_its_names_were_read_at(ask, about, meanwhile, end_of_it):
    body = {"evaluations": [about("payer", "invoice:pay"), about("payer", "invoice:view")]}
    with meanwhile(*end_of_it):
        assert [each["decision"] for each in ask("evaluations", body)["evaluations"]] == [True, True]
    assert [each["decision"] for each in ask("evaluations", body)["evaluations"]] == [False, False]
