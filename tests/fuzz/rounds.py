"""Round after round: each with two new accounts and their people, for people leave and rights are taken away."""

import gc
from collections.abc import Iterator
from random import Random

from django.core import mail
from django.db.models import Max

from bursar.accounts.models import Account, Person
from bursar.cli.data import verify
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from tests.fuzz.crowd import Crowd
from tests.fuzz.filling import build
from tests.fuzz.report import Report
from tests.fuzz.tables import Reach
from tests.payments.paying import deliver_notices

# Personas come into their rights without signing up and without entries, so this is not to be asked of them.
MADE_WITHOUT = {"sign_ups_are_completed_once", "the_activity_gives_the_grants", "grants_have_provenance"}
VISITS = 200  # in a round
LOOK_EVERY = 20  # visits until what can stand in addresses is collected anew


def rounds(seed: int, report: Report) -> Iterator[int]:
    """Play one round after another for as long as somebody asks; answers how many forms were posted so far."""
    number = 0
    while True:
        number += 1
        _play(f"r{number}", Random(f"{seed}/{number}"), report)
        gc.collect()
        yield report.posts


def _play(tag: str, rng: Random, report: Report) -> None:
    reach = first_reach()
    crowd = Crowd(build(tag), rng, report, reach)
    crowd.look()
    for visit in range(VISITS):
        if visit % LOOK_EVERY == 0:
            crowd.site.look_again()
        crowd.visit()
    deliver_notices()
    _send_mails(report)


def _send_mails(report: Report) -> None:
    """Every mail that follows can be built and sent: no text that somebody typed breaks it or its headers."""
    while send_due(500):
        mail.outbox.clear()
    failed = OutboxMail.objects.filter(sent_at=None).exclude(last_error="")
    report.failures += [f"the mail {row.kind} about {row.about}: {row.last_error}" for row in failed]
    failed.delete()


def broken() -> list[str]:
    """What `bursar check --data` finds wrong afterwards."""
    found = [verdict for verdict in verify() if verdict.breaches and verdict.invariant.name not in MADE_WITHOUT]
    return [f"{verdict.invariant.number} {verdict.invariant.name}: {verdict.named}" for verdict in found]


def first_reach() -> Reach:
    """What is made from now on."""
    return Reach(_next(Account), _next(Person))


def _next(table: type[Account] | type[Person]) -> int:
    return int(table.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
