"""Builds the demo: fourteen months in a minute, through the same commands that people use, so audited and valid."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from bursar.access.actor import Actor, ActorKind
from bursar.accounts.models import Account
from bursar.accounts.steps import operator_named
from bursar.billing.commands import add_recipient, change_billing_details, confirm_recipient
from bursar.billing.queries import billing_details, details_revision
from bursar.billing.steps.confirming import confirmation_made
from bursar.core import clock
from bursar.demo import bills, cast, paying, people, standard
from bursar.demo.bills import Bill
from bursar.demo.cast import Organisation
from bursar.invoices.commands import add_identifier
from bursar.invoices.importing import import_documents
from bursar.invoices.receiving import receive_document
from bursar.mail.sender import send_due

Pair = tuple[Organisation, Account]


def is_there() -> bool:
    """Whether this installation holds an account already."""
    return Account.objects.exists()


def build() -> dict[str, Account]:
    """Make everything; answers the accounts by their key."""
    today = clock.today()
    start = bills.month_start(today, bills.MONTHS)
    pairs: dict[str, Pair] = {}
    with _on(start):
        for organisation in cast.ORGANISATIONS:
            pairs[organisation.key] = (organisation, people.sign_up(organisation))
    with _on(start + timedelta(days=2)):
        for organisation, account in pairs.values():
            people.organise(organisation, account)
            _fill_details(organisation, account)
    with _on(start + timedelta(days=6)):
        people.give_billing(pairs, today)
        people.tick(pairs, today)
    with _on(start + timedelta(days=9)):
        for organisation, account in pairs.values():
            paying.keep_card(people.founder(organisation, "billing"), account, today)
    _live_through(pairs, today)
    with clock.at(clock.now() - timedelta(hours=5)):
        people.loose_ends(pairs)
        send_due(limit=10_000)
    return {key: account for key, (_organisation, account) in pairs.items()}


@contextmanager
def _on(day: date, hour: int = 9) -> Iterator[None]:
    """A working morning in the past; what it made people write is sent before it ends."""
    instant = min(datetime.combine(day, time(hour), UTC), clock.now())
    with clock.at(instant):
        yield
        send_due(limit=10_000)


def _fill_details(organisation: Organisation, account: Account) -> None:
    by = people.founder(organisation, "billing")
    details = {
        "company": organisation.name,
        "address_lines": organisation.street,
        "postal_code": organisation.postal_code,
        "city": organisation.city,
        "country": organisation.country,
        "vat_number": organisation.vat_number,
        "company_number": organisation.vat_number[4:] if organisation.country == "FR" else "",
        "delivery_address": "",
        "delivery_country": "",
        "purchase_order": "",
        "invoice_language": "",
    }
    change_billing_details(by, account=account, details=details, seen=details_revision(billing_details(account)))
    asked = add_recipient(
        by,
        account=account,
        email=f"{'compta' if organisation.language == 'fr' else 'accounts'}@{organisation.domain}",
        language=organisation.language,
        wants_invoices=True,
        wants_receipts=True,
        wants_reminders=True,
    )
    confirm_recipient(Actor(ActorKind.JOB, None, "public"), token=confirmation_made(asked))


def _live_through(pairs: dict[str, Pair], today: date) -> None:
    """Every bill on its day, every payment on its own, in the order of time."""
    operator = operator_named("Sonata, invoicing")
    for organisation, account in pairs.values():
        add_identifier(operator, account=account, scheme="vat_number", value=organisation.vat_number)
    happenings: list[tuple[date, int, Pair, Bill]] = []
    for pair in pairs.values():
        for count, bill in enumerate(bills.bills(pair[0], today)):
            happenings.append((bill.issued_on, 0, pair, bill))
            paid_on = bill.issued_on + timedelta(days=12 + count * 7 % 15)
            paid_on = min(paid_on, today) if bill.fate == "part" else paid_on
            if bill.fate in {"paid", "part", "transferred"} and paid_on <= today:
                happenings.append((paid_on, 1, pair, bill))
    for count, (day, what, pair, bill) in enumerate(sorted(happenings, key=lambda h: (h[0], h[1], h[3].number))):
        organisation, account = pair
        with _on(day, 6 if what == 0 else 10):
            if what == 0:
                _take_in(operator, organisation, account, bill)
            elif bill.fate == "transferred":
                paying.transfer(operator, account, bill.number, day)
            else:
                _pay(organisation, account, bill, count, today)


def _take_in(operator: Actor, organisation: Organisation, account: Account, bill: Bill) -> None:
    """As a file of ours or as XML, which says by its buyer's VAT number for whom it is."""
    if bill.is_standard:
        receive_document(operator, content=standard.xml_of(organisation, bill), file_name=f"{bill.number}.xml")
        return
    content = bills.file_of(organisation, account.number, bill)
    import_documents(operator, content=content, file_name=f"{bill.number}.json")


def _pay(organisation: Organisation, account: Account, bill: Bill, count: int, today: date) -> None:
    """By the founder, the accountant, or somebody who holds Pay on the PBX; now and then the first card is declined."""
    payers = [
        (people.founder(organisation, "billing"), "billing"),
        (people.actor(cast.ACCOUNTANT_EMAIL, "billing"), "billing"),
    ]
    if organisation.key == "lumiere":
        sophie = next(member for member in organisation.members if member.last == "Bernard")
        payers.append((people.actor(organisation.email(sophie), "pbx"), "pbx"))
    by, through = payers[sum(map(ord, bill.number)) % len(payers)]
    if count % 9 == 4:
        paying.pay(by, account, bill.number, part=False, through=through, today=today, card=paying.NO_FUNDS)
    paying.pay(by, account, bill.number, part=bill.fate == "part", through=through, today=today)
