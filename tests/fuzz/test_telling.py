"""Whether an address signs in is told by no answer (invariant 20); `python -m bench.telling` measures the time."""

import pytest

from tests.fuzz.telling import KNOWN, UNKNOWN, asked, browser_of, told, ways
from tests.personas import World

WAYS = (
    "sign up",
    "new password",
    "sign in, wrong password",
    "sign in at the billing portal",
    "add a billing administrator",
    "correct an invitation",
    "invite a member",
    "add a recipient",
    "look at an invitation",
    "accept without signing in",
    "sign in with another address",
)
REFUSED = {"sign in, wrong password", "sign in at the billing portal"}


@pytest.mark.parametrize("name", WAYS)
def test_known_and_unknown_addresses_get_the_same_status_headers_and_body(world: World, name):
    way = next(each for each in ways(world) if each.name == name)
    known, unknown = (asked(way, browser_of(world, way), email) for email in (KNOWN, UNKNOWN))
    assert [told(answer) for answer in known] == [told(answer) for answer in unknown]
    assert (known[0].status_code == 422) == (name in REFUSED), "the form was not what the page asks for"


def test_every_way_is_looked_at(world: World):
    assert tuple(way.name for way in ways(world)) == WAYS
