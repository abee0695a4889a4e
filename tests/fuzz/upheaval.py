"""Changes anything and everything in the first account of a site: its people, the operator, the provider, the clock."""

from random import Random

from bursar.access.actor import Actor
from bursar.accounts.models import Operator
from bursar.invoices.rendering import render_waiting
from bursar.lifecycle.commands.leaving import leave_account
from bursar.lifecycle.commands.operator import deactivate_person
from bursar.mail.sender import send_due
from tests.fuzz.crowd import Crowd
from tests.fuzz.filling import SHARED
from tests.fuzz.report import Report
from tests.fuzz.site import Site
from tests.fuzz.tables import Reach
from tests.invoices.files import as_json, credit_note, invoice, take
from tests.payments.paying import deliver_notices


def upheaval(site: Site, seed: int, visits: int) -> Report:
    """Let everybody of the first account do at random whatever they may (and may not, to the second one, too)."""
    own = {name: person for name, person in site.people.items() if name.endswith(" 0")}
    both, site.people = site.people, own
    first = Reach(site.worlds[0].account.pk, min(person.pk for person in both.values()))
    crowd = Crowd(site, Random(seed), Report(), first)
    crowd.look()
    for number in range(visits):
        if number % 25 == 0:
            site.look_again()
        crowd.visit()
    site.people = both
    _by_operator(site, f"U{seed}")
    return crowd.report


def rendered() -> None:
    """Make the PDFs that an import would have made."""
    while render_waiting():
        pass


def _by_operator(site: Site, tag: str) -> None:
    """What nobody does through a browser: an import, notices, mails, somebody who leaves, somebody deactivated."""
    account = site.worlds[0].account
    bills = [invoice(account.number, f"{tag}-{n}", issued_on="2026-09-01") for n in range(5)]
    take(as_json(*bills, credit_note(account.number, f"{tag}-C", f"{tag}-0"), issuers=[]))
    deliver_notices()
    while send_due(200):
        pass
    if site.people[SHARED].memberships.filter(account=account, ended_at=None).exists():
        leave_account(Actor.person(site.people[SHARED].pk, door="me"), account=account)
    operator, _ = Operator.objects.get_or_create(name="Olga Operator")
    for persona in ("full 0", "founder 0"):
        deactivate_person(Actor.operator(operator.pk), email=site.people[persona].email, reason="Left")
