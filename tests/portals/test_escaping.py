"""What templates print is escaped as Jinja2 escapes it, wherever it comes from."""

from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bursar.portals.escaping import escaped
from tests.invoices.making import make_invoice

TEMPLATE = (
    "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{% set s %}{{ a }}{% endset %}"
    "{{ a }}|{{ m(a) }}|{{ a ~ '<' }}|{{ a|upper }}|{{ s }}"
)


@given(st.text())
def test_text_is_escaped_as_markupsafe_does(text):
    assert escaped(text) == escape(text)


@given(st.text(alphabet="<>&'\"a"))
def test_a_template_lets_no_markup_of_a_value_through(text):
    plain = engines["jinja2"].from_string(TEMPLATE).render({"a": text})
    safe, high = str(escape(text)), str(escape(text.upper()))
    assert plain == f"{safe}|<i>{safe}</i>|{safe}&lt;|{high}|{safe}"


def test_markup_of_our_own_stays_and_other_values_are_made_text():
    values = [Markup("<b>"), mark_safe("<b>"), gettext_lazy("<b>"), 12, None]  # that is what is tested
    assert [str(escaped(value)) for value in values] == ["<b>", "<b>", "&lt;b&gt;", "12", "None"]


def test_a_number_with_markup_is_text_in_the_list(world, signed_in):
    make_invoice(world.account, "<b>F-1</b>")
    page = signed_in("payer", entered="billing").get(f"/billing/{world.account.number}/invoices/").content.decode()
    assert "&lt;b&gt;F-1" in page
    assert "<b>F-1" not in page
