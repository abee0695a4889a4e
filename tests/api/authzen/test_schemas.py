"""What we take and what we answer fit the working group's own JSON schemas.

schemas/ holds those of openid/authzen (api/schemas), without their descriptions and examples.
"""

import json
from pathlib import Path

import jsonschema
import pytest

from bursar.api.authzen.asking import question
from bursar.api.authzen.body import BadRequestError


def schema(name: str) -> jsonschema.Draft202012Validator:
    path = Path(__file__).parent / "schemas" / f"evaluation-{name}.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text()))


@pytest.mark.parametrize("persona", ["payer", "viewer", "pbx_payer", "member"])
@pytest.mark.parametrize("right", ["invoice:pay", "invoice:view", "invoice:burn"])
def test_every_answer_fits(ask, about, persona, right):
    body = about(persona, right)
    schema("request").validate(body)
    schema("response").validate(ask("evaluation", body))
    for answer in ask("evaluations", {"evaluations": [body, {}]})["evaluations"]:
        schema("response").validate(answer)


ENTITIES = [
    {"type": "person", "id": "x"}, {"type": "person", "id": "x", "properties": {"a": 1}}, {"type": 1, "id": "x"},
    {"id": "x"}, {"type": "person"}, {"type": "x", "id": "y", "properties": []}, "x", None,
]  # fmt: skip
ACTIONS = [{"name": "x"}, {"name": 1}, {}, {"name": "x", "properties": {}}, {"name": "x", "properties": 1}, "x"]


@pytest.mark.parametrize("entity", ENTITIES, ids=repr)
@pytest.mark.parametrize("action", ACTIONS, ids=repr)
@pytest.mark.parametrize("context", [{}, {"context": {"a": 1}}, {"context": 1}], ids=repr)
def test_we_understand_what_fits_and_nothing_else(entity, action, context):
    for body in (
        {"subject": entity, "action": action, "resource": {"type": "a", "id": "b"}, **context},
        {"subject": {"type": "a", "id": "b"}, "action": action, "resource": entity, **context},
    ):
        try:
            question(body)
        except BadRequestError:
            assert not schema("request").is_valid(body)
        else:
            assert schema("request").is_valid(body)
