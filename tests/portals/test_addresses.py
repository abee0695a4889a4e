"""Addresses by name are Django's, and words in templates are gettext's, though both are found faster."""

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from bursar.portals.addresses import address
from bursar.portals.frame import context


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("public:landing", {}),
        ("admin:person", {"number": "C-1234-5678", "uid": "a_b-c"}),
        ("admin:overview", {"number": "é %(number)s"}),
        ("me:leave", {"number": "C-1", "part": "billing"}),
    ],
)
def test_an_address_is_the_one_that_django_finds(name, values):
    assert address(name, **values) == reverse(name, kwargs=values)


@pytest.mark.parametrize("values", [{"number": "C-1", "part": "sofa"}, {"number": ""}, {}])
def test_a_value_that_fits_nowhere_is_an_error(values):
    with pytest.raises(NoReverseMatch):
        address("me:leave", **values)


def rendered(template: str, **given: object) -> str:
    return engines["jinja2"].from_string(template).render(given)


def test_words_follow_the_language_that_is_active():
    with translation.override("fr"):
        french = rendered("{{ _('Save') }}")
    with translation.override("en"):
        assert (rendered("{{ _('Save') }}"), french) == ("Save", "Enregistrer")


def test_what_is_put_into_words_is_escaped():
    assert rendered("{{ _('Leave %(account)s', account=name) }}", name="<b>") == "Leave &lt;b&gt;"
    assert rendered("{{ ngettext('%(num)s of %(x)s', '-', 1, x=name) }}", name="<b>") == "1 of &lt;b&gt;"
    assert rendered("{% trans name=name %}You: {{ name }}{% endtrans %}", name="<b>") == "You: &lt;b&gt;"
    assert rendered("{{ _('100%%') }}") == "100%"


def test_every_form_of_a_page_carries_the_same_token():
    given = context(RequestFactory().get("/"))
    assert str(given["csrf_input"]) == str(given["csrf_input"])
    assert "csrfmiddlewaretoken" in str(given["csrf_input"])
