"""What a program may write down: what a page's form would not take, the API does not take either."""

import pytest

from bursar.accounts.models import Invitation

WHOM = {"email": "new@else.example", "first_name": "Ada", "last_name": "Byron", "level": "viewer"}


def _refused(answer, field):
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    "name", ["Ada\nBcc: all@else.example", "Ada\rB", "Ada\u202eB", "Ada\x1b[2J", "See https://x.y"]
)
def test_a_name_speaks_one_line_in_our_mails(program, name):
    _refused(program("full").call("POST", "billing/administrators", WHOM | {"first_name": name}), "first_name")
    assert not Invitation.objects.filter(email=WHOM["email"]).exists()


@pytest.mark.parametrize(
    "email", ["a;b@else.example", "<ada@else.example", "a,b@c.de", "a@b..c", "a@-b.cd", "(a@b.cd)"]
)
def test_nobody_is_invited_at_what_is_no_address(program, email):
    _refused(program("full").call("POST", "billing/administrators", WHOM | {"email": email}), "email")


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
@pytest.mark.parametrize("field", ["valid_from", "valid_until"])
def test_instants_at_the_ends_of_the_calendar_are_refused(program, field, instant):
    _refused(program("full").call("POST", "billing/administrators", WHOM | {field: instant}), field)
    tick = {"permission": "configure", field: instant}
    row = {"who": "person:x", "permissions": [tick]}
    answer = program("super_admin").call("PUT", "pbx/permissions", {"version": 1, "rows": [row]})
    _refused(answer, f"rows.0.permissions.0.{field}")


def test_a_member_that_is_not_known_is_refused_since_it_may_have_meant_something(program):
    misspelt = WHOM | {"valid_til": "2027-01-01T00:00:00+00:00"}
    _refused(program("full").call("POST", "billing/administrators", misspelt), "valid_til")
    assert not Invitation.objects.filter(email=WHOM["email"]).exists()
