"""A single evaluation: decisions, and what is ignored (certification scenario 2.2, 2.3, 2.5, 2.6)."""

import pytest


@pytest.mark.parametrize(
    ("persona", "action", "expected"),
    [
        ("payer", "invoice:view", True),
        ("payer", "invoice:pay", True),
        ("viewer", "invoice:view", True),
        ("viewer", "invoice:pay", False),
        ("pbx_payer", "invoice:pay", True),
        ("member", "invoice:view", False),
    ],
)
def test_a_decision_is_a_boolean_with_200(ask, about, persona, action, expected):
    assert ask("evaluation", about(persona, action))["decision"] is expected


@pytest.mark.parametrize(
    ("kind", "action", "expected"),
    [
        ("account", "invoice:pay", True),
        ("billing_portal", "billing_portal:enter", True),
        ("billing_portal", "admin_portal:enter", False),
        ("admin_portal", "invoice:pay", False),
        ("pbx", "invoice:pay", True),
    ],
)
def test_a_portal_is_known_by_the_accounts_number(ask, about, fixture_world, kind, action, expected):
    resource = {"type": kind, "id": fixture_world.account.number}
    assert ask("evaluation", about("payer", action, resource=resource))["decision"] is expected


def test_a_subject_is_known_by_address_in_any_case_or_by_public_id(ask, about, fixture_world):
    person = fixture_world.person("payer")
    for known_as in (person.email.upper(), person.uid):
        body = about("payer", "invoice:pay", subject={"type": "person", "id": known_as})
        assert ask("evaluation", body)["decision"] is True


@pytest.mark.parametrize(
    "more",
    [
        {"context": {"time": "2024-05-31T15:22-07:00"}},
        {"unheard_of": [1, {"x": None}]},
        {"action": {"name": "invoice:pay", "properties": {"soft": True}, "else": 1}},
    ],
)
def test_context_properties_and_unknown_members_change_nothing(ask, about, more):
    assert ask("evaluation", about("payer", "invoice:pay", **more))["decision"] is True


def test_properties_of_anything_change_nothing(ask, about):
    for persona, expected in (("payer", True), ("viewer", False)):
        body = about(persona, "invoice:pay")
        for entity in ("subject", "action", "resource"):
            body[entity]["properties"] = {"role": "admin", "status": None, "levels": ["full"], "deep": {"a": 1.5}}
        assert ask("evaluation", body)["decision"] is expected


@pytest.mark.parametrize(
    "more",
    [
        {"subject": {"type": "person", "id": "nobody@example.com"}},
        {"subject": {"type": "robot", "id": "payer@example.com"}},
        {"subject": {"type": "person", "id": ""}},
        {"subject": {"type": "person", "id": "\0"}},
        {"resource": {"type": "invoice", "id": "none"}},
        {"resource": {"type": "account", "id": "C-0000-0000"}},
        {"resource": {"type": "account", "id": "\0"}},
        {"resource": {"type": "moon", "id": "1"}},
        {"action": {"name": "invoice:burn"}},
        {"action": {"name": ""}},
    ],
)
def test_what_there_is_not_is_a_denial_and_no_error(ask, about, more):
    assert ask("evaluation", about("payer", "invoice:pay", **more))["decision"] is False


def test_the_same_request_has_the_same_answer(ask, about):
    answers = [ask("evaluation", about("payer", "invoice:pay")) for _ in range(3)]
    assert answers == answers[:1] * 3


def test_the_request_id_comes_back(send, about):
    response = send("evaluation", about("payer", "invoice:pay"), X_Request_ID="bfe9eb29-ab87-4ca3-be83-a1d5d8305716")
    assert response["X-Request-ID"] == "bfe9eb29-ab87-4ca3-be83-a1d5d8305716"
    assert send("evaluation", about("payer", "invoice:pay")).status_code == 200


def test_the_administrator_is_told_every_chain(ask, about):
    (chain,) = ask("evaluation", about("pbx_payer", "invoice:pay"))["context"]["reason_admin"]["200"]
    assert [fact["fact"] for fact in chain["facts"]] == ["active", "membership", "in_group", "group_in_group", "grant"]


def test_the_administrator_is_told_what_is_missing_and_the_user_no_more_than_no(ask, about):
    context = ask("evaluation", about("viewer", "invoice:pay"))["context"]
    assert context["reason_user"] == {"403": "You do not have the right to do this."}
    told = context["reason_admin"]["403"]
    assert (told["code"], told["lacks"]) == ("not_given", "invoice:pay")
    assert told["given_by"][0] == {"where": "administrators", "holds": ["billing_admin:manage", "invoice:pay"]}


def test_reasons_come_in_the_callers_language(ask, about):
    context = ask("evaluation", about("viewer", "invoice:pay"), Accept_Language="fr")["context"]
    assert context["reason_user"]["403"].startswith("Vous n’avez pas")


def test_an_evaluation_takes_few_queries(send, about, django_assert_max_num_queries):
    body = about("payer", "invoice:pay")
    send("evaluation", body)  # notes that the token was used
    with django_assert_max_num_queries(4):  # the token; the person, the invoice, the facts
        send("evaluation", body)
