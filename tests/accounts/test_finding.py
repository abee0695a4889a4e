"""People are found by the beginnings of their words and seen through a window, few as well as many (invariant 11)."""

import pytest

from bursar.accounts import steps
from bursar.accounts.models import Group, Person, Word
from bursar.accounts.queries import searching
from bursar.accounts.queries.directory import PeopleFilter, people
from bursar.core import windows
from bursar.core.windows import Place
from tests.invariants import broken
from tests.personas import World, make_group, member


@pytest.fixture(params=["few", "many"])
def much(request, monkeypatch):
    """Each search once as if it found few and once as if it found many."""
    monkeypatch.setattr(searching, "FEW", 500 if request.param == "few" else 1)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Four rows at a time."""
    monkeypatch.setattr(windows, "PAGE", 4)


def walked(world: World, **wanted: str) -> list[str]:
    """Everybody found, by window after window, and the same again from the end."""
    seen, place, names = None, Place(), []
    while seen is None or seen.after:
        seen = people(world.account, PeopleFilter(**wanted), place)
        names += [row.person.first_name for row in seen.rows]
        place = Place(seen.after)
    return names


@pytest.mark.parametrize(
    "wanted",
    [
        {"text": "exam"},
        {"text": "p exam"},
        {"text": "EXÁM", "role": "member"},
        {"state": "active"},
        {"role": "member", "sort": "-role"},
        {"sort": "joined"},
        {"sort": "-name", "state": "active"},
        {"group": "everybody"},
        {"group": "everybody", "text": "p"},
    ],
)
def test_windows_show_everybody_once(world, much, wanted):
    group = make_group(world.account, "Everybody")
    for number in range(9):
        steps.put_in_group(group, member(world, f"p{number}"))
    wanted = {**wanted, "group": group.uid} if "group" in wanted else wanted
    found = walked(world, **wanted)
    assert (len(found), len(set(found))) == (9, 9)


def test_a_window_goes_back_to_where_it_came_from(world):
    for number in range(9):
        member(world, f"p{number}")
    first = people(world.account, PeopleFilter())
    second = people(world.account, PeopleFilter(), Place(first.after))
    again = people(world.account, PeopleFilter(), Place(second.before, is_back=True))
    assert (again.rows, first.total) == (first.rows, 9)
    assert (first.before, bool(second.before), again.before) == ("", True, "")


def test_who_is_gone_leaves_the_window_at_the_beginning(world):
    member(world, "anna")
    assert [row.person.first_name for row in people(world.account, PeopleFilter(), Place("gone")).rows] == ["Anna"]


def test_a_new_name_is_found_and_sorted_at_once_and_the_old_one_no_more(world):
    person, _other = member(world, "anna"), member(world, "zoe")
    steps.put_in_group(make_group(world.account, "Sales"), person)
    person.first_name, person.last_name = "Élodie", "Zweig"
    person.save()
    found = [row.person.first_name for row in people(world.account, PeopleFilter()).rows]
    assert (found, walked(world, text="elo"), walked(world, text="example zoe")) == (
        ["Zoe", "Élodie"],
        ["Élodie"],
        ["Zoe"],
    )
    assert person.group_memberships.get().name_key == person.name_key
    assert broken("what_is_kept_beside_agrees") == ()


def test_signing_in_writes_no_names(world, django_assert_num_queries):
    person = member(world, "anna")
    with django_assert_num_queries(1):
        person.save(update_fields=["last_login"])


def test_words_of_another_account_find_nobody_here(world, other_world, much):
    member(other_world, "anna")
    member(world, "bert")
    assert walked(world, text="anna") == []


def test_a_group_knows_how_many_are_in_it(world):
    group, person = make_group(world.account, "Sales"), member(world, "anna")
    for who in (person, member(world, "bert"), member(world, "carl")):
        steps.put_in_group(group, who)
    steps.take_out_of_group(group, person)
    steps.end_membership(Person.objects.get(email="bert@example.com").memberships.get())
    assert Group.objects.get(pk=group.pk).size == 1
    assert broken("what_is_kept_beside_agrees") == ()


def test_a_wrong_size_or_a_missing_word_is_noticed(world):
    group = make_group(world.account, "Sales")
    Group.objects.filter(pk=group.pk).update(size=7)
    row = member(world, "anna").memberships.get()
    Word.objects.all().delete()
    assert broken("what_is_kept_beside_agrees") == (f"size of group {group.pk}", f"membership {row.pk}")
