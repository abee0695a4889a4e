"""Walks over every address: reading writes nothing, no form without its token, nothing inline, nothing kept."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.golden import matrix, samples
from tests.personas import World

# What a GET may write (rule 15): the session, who looked at a document, what counts the rate.
MAY_WRITE = {"django_session", "usersessions_usersession", "invoices_documentview", "cache"}
WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
INLINE = re.compile(
    r"<[^>]*\s(?:style|on[a-z]+)\s*=|<style(?![^>]*nonce)|<script(?![^>]*(?:src|nonce)=)|javascript:", re.IGNORECASE
)
SIGNED = {"notices:take"}  # a provider's notice has a signature in place of a token
MACHINES = ("authzen:", "rest:")  # the doors of programs look at no cookie: a browser cannot be made to use them
Addresses = dict[str, str]


@pytest.fixture
def addresses(world: World, other_world: World, settings) -> Addresses:
    """Every address by its name, filled in."""
    settings.BURSAR_DEMO = True
    parameters = samples.build(world, other_world)
    return {
        route.name: reverse(route.name, kwargs={name: parameters(route.name)[name] for name in route.parameters})
        for route in matrix.routes()
    }


def tables_written(act: Callable[[], object]) -> set[str]:
    """The tables that statements of `act` write to."""
    found: set[str] = set()

    def note(execute, sql, params, many, context):
        if write := WRITE.match(sql):
            found.add(write[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        matrix.undone(act)
    return found


@pytest.mark.parametrize("persona", [*matrix.PERSONAS, "founder"])
def test_reading_any_page_changes_no_business_table_rule_15(world: World, other_world: World, addresses, persona):
    browser = samples.browser(world, other_world, persona)
    wrote = {name: tables_written(partial(browser.get, address)) - MAY_WRITE for name, address in addresses.items()}
    assert {name: tables for name, tables in wrote.items() if tables} == {}


def test_the_walk_sees_what_is_written(world: World, other_world: World, addresses):
    browser = samples.browser(world, other_world, "founder")
    assert "invoices_documentview" in tables_written(partial(browser.get, addresses["billing:invoice"]))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_address_takes_a_form_without_its_token(world: World, other_world: World, addresses, method):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = samples.browser(world, other_world, "founder").cookies
    answers = {name: getattr(browser, method)(address).status_code for name, address in addresses.items()}
    written = {name for name, status in answers.items() if status != 403}
    assert {name for name in written if not name.startswith(MACHINES)} == SIGNED


@pytest.mark.parametrize("persona", ["anonymous", "stranger", "member", "founder"])
def test_every_answer_forbids_inline_code_frames_and_keeping(world: World, other_world: World, addresses, persona):
    browser = samples.browser(world, other_world, persona)
    answers = {name: matrix.undone(partial(browser.get, address)) for name, address in addresses.items()}
    found = {name: wrong for name, answer in answers.items() if (wrong := _loose(answer))}
    assert found in ({}, {"authzen:metadata": ["kept"]})  # which tells nothing of anybody


def _loose(answer) -> list[str]:
    """What an answer leaves open."""
    policy = answer.headers.get("Content-Security-Policy", "")
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    inline = INLINE.search(answer.content.decode()) if is_page else None
    found = {
        "policy": "default-src 'none'" not in policy or "unsafe" in policy,
        "frames": "frame-ancestors 'none'" not in policy or answer.headers.get("X-Frame-Options") != "DENY",
        "kept": "no-store" not in answer.headers.get("Cache-Control", ""),
        "type": answer.headers.get("X-Content-Type-Options") != "nosniff",
        f"inline {inline[0][-60:] if inline else ''}": inline is not None,
    }
    return [name for name, is_open in found.items() if is_open]
