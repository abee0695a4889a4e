"""Every address x every persona x GET and POST -> status; a new address without a row fails."""

from django.urls import reverse

from tests.golden import matrix, samples
from tests.golden.forms import filled
from tests.personas import World

FILE = "tests/golden/matrix.txt"
# Whose browser fills in the form: the founder's, but for what is only asked of those who may not enter.
WRITTEN_BY = {"billing:access-request": "member", "billing:message": "member"}


def test_every_address_answers_every_persona_as_the_matrix_says(world: World, other_world: World, golden, settings):
    settings.PASSWORD_RESET_TIMEOUT = 3600
    parameters = samples.build(world, other_world)
    browsers = {persona: samples.browser(world, other_world, persona) for persona in matrix.PERSONAS}
    authors = {name: samples.browser(world, other_world, name) for name in ("founder", "member")}
    rows = []
    for route in matrix.routes():
        values = parameters(route.name)
        body = _body(authors[WRITTEN_BY.get(route.name, "founder")], route, values)
        sample = matrix.Sample(values, body)
        for method in matrix.METHODS:
            cells = {p: matrix.status(browsers[p], route, sample, method) for p in matrix.PERSONAS}
            rows.append((f"{route.name}{'*' if len(route.parameters) > 1 else ''}", method, cells))
    golden(FILE, matrix.table(rows))


def _body(author, route: matrix.Route, values: dict[str, str]) -> dict[str, object]:
    """What the author's browser would post from the page at this address."""
    address = reverse(route.name, kwargs={name: values[name] for name in route.parameters})
    page = matrix.undone(lambda: author.get(address))
    is_form = page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
    return filled(page.content.decode(), address) if is_form else {}
