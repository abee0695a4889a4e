"""Saving the PBX permissions, importing a file and sending mails, killed."""

from collections.abc import Sequence
from typing import Any

from bursar.access.actor import Actor
from bursar.access.permissions import PbxPermission
from bursar.accounts.models import Account
from bursar.audit.models import Entry
from bursar.billing.commands import add_recipient
from bursar.billing.models import Recipient
from bursar.core import clock, ids
from bursar.grants.models import Grant
from bursar.invoices.models import DocumentFile, LedgerEntry
from bursar.lifecycle.commands.signing_in import ask_password_reset
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from bursar.pbx.models import PermissionsPage
from soak.browser import Browser, Page, came_out, session_for
from soak.kills.mailbox import came_for
from soak.kills.operation import Operation, Say
from soak.kills.setting import file_of, take_in
from soak.people import WEB, address, founded, member

BILLS, MAILS = 12, 4  # in one file; in one round of the sender


def _page(_rounds: int) -> dict[str, Any]:
    account, boss = founded()
    session = session_for(boss, f"pbx:{account.number}")
    return {"account": account, "member": member(account, boss), "session": session}


def _draft(setting: dict[str, Any], number: int) -> dict[str, Any]:
    browser, path = Browser(setting["session"]), f"/pbx/{setting['account'].number}/permissions/"
    who = f"person:{setting['member'].uid}"
    ticks = [PbxPermission.CONFIGURE, PbxPermission.VIEW_REPORTS][: 1 + number % 2]
    fields = {**browser.form(f"{path}?add={who}", path), "row": [who], f"tick:{who}": [str(tick) for tick in ticks]}
    return {**setting, "page": (browser, path, fields), "ticks": sorted(ticks), "version": _version(setting)}


def _version(each: dict[str, Any]) -> int:
    return PermissionsPage.objects.get(account=each["account"]).version


def _save(page: Page, say: Say) -> None:
    browser, path, fields = page
    say(f"saved {came_out(browser.post(path, fields))}")


def _saved(each: dict[str, Any]) -> str:
    return "all" if _version(each) > each["version"] else "nothing"


def _one_save(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    held = sorted(
        Grant.objects.filter(person=each["member"], source="pbx", closed_at=None).values_list("name", flat=True)
    )
    entries = Entry.objects.filter(account_id=each["account"].pk, kind="pbx.permissions.saved").count()
    right = (held, _version(each)) == (each["ticks"], each["version"] + 1) and entries == each["version"]
    return [] if right else [f"held {held}, version {_version(each)} after {each['version']}, {entries}, said {said}"]


def customer(_rounds: int) -> Account:
    """An account with a recipient of invoices."""
    account, boss = founded()
    add_recipient(
        Actor.person(boss.pk, door="billing"), account=account, email="bills@example.com", language="en",
        wants_invoices=True, wants_receipts=False,
    )  # fmt: skip
    Recipient.objects.filter(portal__account=account).update(confirmed_at=clock.now())
    return account


def _file(account: Account, _number: int) -> dict[str, Any]:
    numbers = [f"I-{ids.public_id()}" for _ in range(BILLS)]
    return {"account": account, "numbers": numbers, "content": file_of(account, numbers)}


def _import(each: dict[str, Any], say: Say) -> None:
    say(f"imported {take_in(each['content']).invoices}")


def _in_books(each: dict[str, Any]) -> int:
    return LedgerEntry.objects.filter(invoice__number__in=each["numbers"], kind="invoice").count()


def _imported(each: dict[str, Any]) -> str:
    found = _in_books(each)
    rendered = DocumentFile.objects.filter(document__number__in=each["numbers"]).count()
    return "nothing" if not found else "all" if (found, rendered) == (BILLS, BILLS) else "part"


def _one_import(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    account = each["account"]
    had = LedgerEntry.objects.filter(account=account, kind="invoice").count()  # by all rounds so far
    mails = OutboxMail.objects.filter(kind="invoice.issued", account_id=account.pk).values_list("about", flat=True)
    told = [about["document"] for about in mails]
    right = _imported(each) == "all" and len(told) == len(set(told)) == had
    return [] if right else [f"{_imported(each)}, {had} in the books, {len(told)} told, said {said}"]


def _letters(_rounds: int) -> None:
    send_due(limit=10_000)  # what other operations left


def _waiting(_setting: None, _number: int) -> dict[str, Any]:
    addresses = [address() for _ in range(MAILS)]
    for each in addresses:
        ask_password_reset(WEB, email=each)
    return {"addresses": addresses}


def _send(_each: dict[str, Any], say: Say) -> None:
    say(f"sent {send_due()}")


def _marked(each: dict[str, Any]) -> list[str]:
    rows = OutboxMail.objects.filter(to_address__in=each["addresses"], sent_at__isnull=False)
    return list(rows.values_list("to_address", flat=True))


def _sent(each: dict[str, Any]) -> str:
    each["marked"] = _marked(each)  # at the moment of the kill: these may not come again
    return "nothing" if not each["marked"] else "all" if len(each["marked"]) == MAILS else "part"


def _every_mail_came(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    came = came_for(each["addresses"])
    twice = [address for address in each["addresses"] if came.count(address) > 1]
    wrong = [address for address in each["addresses"] if not 1 <= came.count(address) <= 2]
    wrong += [address for address in twice if address in each["marked"]]
    each["doubled"] = len(twice)
    right = not wrong and len(twice) <= 1 and len(_marked(each)) == MAILS
    return [] if right else [f"came {came}, marked at the kill {each['marked']}, said {said}"]


def _save_again(each: dict[str, Any]) -> None:
    _save(each["page"], lambda _word: None)


def _send_again(_each: dict[str, Any]) -> None:
    send_due()


def _itself(each: dict[str, Any]) -> dict[str, Any]:
    return each


OPERATIONS = [
    Operation("Save", _page, _draft, lambda each: each["page"], _save, _saved, _save_again, _one_save),
    Operation(
        "import", customer, _file, _itself, _import, _imported, lambda each: take_in(each["content"]), _one_import,
        is_warmed=False,
    ),
    Operation("mail", _letters, _waiting, _itself, _send, _sent, _send_again, _every_mail_came),
]  # fmt: skip
