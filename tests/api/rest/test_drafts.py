"""Drafts of the PBX permissions page by a program: what is told of them, and what cannot be meant."""

import pytest

from tests.personas import World, member


def _draft(caller, *rows):
    version = caller.get("pbx/permissions")["version"]
    named = [{"who": who, "permissions": [{"permission": name} for name in names]} for who, names in rows]
    return {"version": version, "rows": named}


def test_what_stands_against_a_draft_has_the_code_that_a_save_answers(program, world: World):
    who, caller = f"person:{member(world, 'target').uid}", program("super_admin")
    draft = _draft(caller, (who, ["view_invoices"]))
    (told,) = caller.call("POST", "pbx/permissions/preview", draft).json()["refusals"]
    refused = caller.call("PUT", "pbx/permissions", draft).json()
    assert (told["code"], told["field"], told["detail"]) == ("gives_unheld", who, refused["detail"])
    assert refused["code"] == "gives_unheld"


@pytest.mark.parametrize("path", ["pbx/permissions/preview", "pbx/permissions"])
@pytest.mark.parametrize("rows", [[["configure"], []], [["configure", "configure"]]])
def test_what_is_said_twice_could_mean_either_and_is_refused(program, world: World, path, rows):
    who, caller = f"person:{member(world, 'target').uid}", program("super_admin")
    method = "POST" if path.endswith("preview") else "PUT"
    answer = caller.call(method, path, _draft(caller, *((who, names) for names in rows)))
    assert (answer.status_code, answer.json()["code"]) == (422, "said_twice"), answer.content
    assert caller.get("pbx/permissions")["items"] == []
