"""Several evaluations in one request (certification scenario 3)."""

import pytest


def items(about, *asked):
    return [about(persona, right) for persona, right in asked]


YES, NO, ALSO = ("payer", "invoice:pay"), ("viewer", "invoice:pay"), ("viewer", "invoice:view")


def decisions(answer):
    assert set(answer) == {"evaluations"}  # no decision of the whole
    return [each["decision"] for each in answer["evaluations"]]


def test_answers_stand_in_the_order_of_the_questions(ask, about):
    body = {"evaluations": items(about, YES, NO, ALSO)}
    assert decisions(ask("evaluations", body)) == [True, False, True]


@pytest.mark.parametrize(
    ("semantic", "asked", "expected"),
    [
        ("execute_all", (YES, NO, ALSO), [True, False, True]),
        ("deny_on_first_deny", (YES, NO, ALSO), [True, False]),
        ("deny_on_first_deny", (YES, ALSO), [True, True]),
        ("permit_on_first_permit", (NO, YES, ALSO), [False, True]),
        ("permit_on_first_permit", (NO, NO), [False, False]),
    ],
)
def test_each_semantic_goes_as_far_as_it_says(ask, about, semantic, asked, expected):
    body = {"evaluations": items(about, *asked), "options": {"evaluations_semantic": semantic, "another": 1}}
    assert decisions(ask("evaluations", body)) == expected


def test_what_an_evaluation_lacks_is_taken_from_the_top_whole(ask, about):
    top = about("viewer", "invoice:pay")
    body = {**top, "evaluations": [{}, {"action": {"name": "invoice:view"}}, {"subject": about(*YES)["subject"]}]}
    assert decisions(ask("evaluations", body)) == [False, True, True]


def test_what_an_evaluation_gives_itself_replaces_the_default_and_is_not_mixed_with_it(ask, about):
    body = {**about(*YES), "evaluations": [{"subject": {"type": "person"}}]}
    (answer,) = ask("evaluations", body)["evaluations"]
    assert answer == {"decision": False, "context": {"error": {"status": 400, "message": "subject.id is missing."}}}


def test_a_context_is_inherited_and_replaced_as_anything_else(ask, about):
    body = {**about(*YES, context={"time": "now"}), "evaluations": [{}, {"context": {"source": "x"}}, {"context": 7}]}
    first, second, third = ask("evaluations", body)["evaluations"]
    assert (first["decision"], second["decision"]) == (True, True)
    assert third == {"decision": False, "context": {"error": {"status": 400, "message": "context must be an object."}}}


@pytest.mark.parametrize("wrong", [{}, {"subject": {"type": "person", "id": 7}}, "no object", None, 7, []])
def test_one_that_cannot_be_understood_is_denied_and_the_others_answered(ask, about, wrong):
    body = {"evaluations": [about(*YES), wrong, about(*ALSO)]}
    assert decisions(ask("evaluations", body)) == [True, False, True]


def test_one_that_cannot_be_understood_is_a_denial_where_the_first_one_ends_it(ask, about):
    body = {"evaluations": [{}, about(*YES)], "options": {"evaluations_semantic": "deny_on_first_deny"}}
    assert decisions(ask("evaluations", body)) == [False]


@pytest.mark.parametrize("more", [{}, {"evaluations": []}])
def test_without_evaluations_it_is_a_single_one(ask, about, more):
    assert ask("evaluations", about(*YES, **more))["decision"] is True


@pytest.mark.parametrize(
    "more", [{"evaluations": {}}, {"evaluations": "x"}, {"evaluations": None}, {"options": []}, {"subject": "x"},
             {"options": {"evaluations_semantic": "majority"}}, {"options": {"evaluations_semantic": 7}}]
)  # fmt: skip
def test_a_request_that_cannot_be_understood_as_a_whole_is_400(send, about, more):
    assert send("evaluations", {"evaluations": [about(*YES)], **more}).status_code == 400


def test_more_evaluations_than_an_answer_holds_are_400(send, about):
    assert send("evaluations", {**about(*YES), "evaluations": [{}] * 1_001}).status_code == 400


def test_fifty_take_as_few_queries_as_one(send, about, django_assert_max_num_queries):
    body = {"evaluations": items(about, YES, NO, ALSO) * 17}
    send("evaluations", body)
    with django_assert_max_num_queries(4):
        send("evaluations", body)
