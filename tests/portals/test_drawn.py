"""The parts that lists draw in every row let nothing through that somebody typed."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bursar.accounts.named import Named
from bursar.portals.drawn import avatar, badge, person

TYPED = st.text(alphabet="<>&'\"a ", min_size=1)


@given(TYPED, TYPED)
def test_names_addresses_and_notes_are_escaped(text, note):
    who = Named(1, "uid", text, text, "somebody@example.com")
    safe = escape(f"{text} {text}".strip() or who.email)
    assert f">{safe}</a>" in person(who, "/x/", note)
    assert f'"person__note">{escape(note)}<' in person(who, None, note)
    assert str(avatar(who)).count("<") == 2
    assert badge(text) == Markup('<span class="badge badge--neutral">{}</span>').format(text)


def test_who_has_no_name_is_shown_by_address_once():
    assert str(person(Named(1, "uid", "", "", "somebody@example.com"))).count("somebody@example.com") == 1
