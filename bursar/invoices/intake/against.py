"""Looking at drafts against what is there: accounts, numbers taken, invoices that credit notes refer to."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bursar.accounts.models import Account
from bursar.core.money import to_decimal
from bursar.invoices.intake.drafts import Batch, Draft
from bursar.invoices.models import Document, Issuer
from bursar.invoices.queries import amounts_of

Key = tuple[str, str]  # (issuer, number): what a document is known by
_CHUNK = 500


@dataclass
class Known:
    """What the database knows of the things that a batch names."""

    accounts: dict[str, Account] = field(default_factory=dict)
    issuers: dict[str, Issuer] = field(default_factory=dict)
    documents: dict[Key, Document] = field(default_factory=dict)


def accounts_named(batch: Batch) -> dict[str, Account]:
    """The accounts that the batch's documents are for, by number."""
    numbers = sorted({draft.account for draft in batch.documents})
    return {a.number: a for chunk in _chunks(numbers) for a in Account.objects.filter(number__in=chunk)}


def known(batch: Batch, accounts: dict[str, Account]) -> Known:
    """What is there already, read under the locks."""
    numbers = sorted({n for draft in batch.documents for n in (draft.number, draft.refers_to) if n})
    keys = {draft.issuer for draft in batch.documents} | {issuer.key for issuer in batch.issuers}
    rows = (Document.objects.filter(number__in=c, issuer__key__in=keys) for c in _chunks(numbers))
    found = [row for chunk in rows for row in chunk.select_related("issuer")]
    issuers = {issuer.key: issuer for issuer in Issuer.objects.filter(key__in=keys)}
    return Known(accounts, issuers, {(row.issuer.key, row.number): row for row in found})


def fresh(batch: Batch, there: Known) -> list[Draft]:
    """The drafts that are not there yet; what is wrong with the others, and with them, becomes a problem."""
    new = []
    described = {issuer.key for issuer in batch.issuers} | there.issuers.keys()
    for draft in batch.documents:
        if draft.account not in there.accounts:
            words = _("There is no account “%(number)s”.") % {"number": draft.account}
            batch.problems.add(draft.place("account"), "unknown_account", words)
        if draft.issuer not in described:
            words = _("The issuer “%(key)s” is not known yet: the file must describe it.") % {"key": draft.issuer}
            batch.problems.add(draft.place("issuer"), "unknown_issuer", words)
        row = there.documents.get((draft.issuer, draft.number))
        if row is None:
            new.append(draft)
        elif row.content_hash != draft.content_hash:
            words = _("Another document has the number “%(number)s” already. A correction is another document.")
            batch.problems.add(draft.place("number"), "number_taken", words % {"number": draft.number})
    _check_references(batch, new, there)
    return new


def _check_references(batch: Batch, new: list[Draft], there: Known) -> None:
    """A credit note refers to an invoice of the same issuer, account and currency, and takes no more than is left."""
    credits: dict[Key, list[Draft]] = defaultdict(list)
    for draft in new:
        if draft.kind == "credit_note":
            credits[draft.issuer, draft.refers_to].append(draft)
    targets = _targets(credits, new, there)
    for key, notes in credits.items():
        if key not in targets:
            words = _("There is no invoice “%(number)s” of this issuer.") % {"number": key[1]}
            for note in notes:
                batch.problems.add(note.place("refers_to"), "unknown_invoice", words)
        else:
            _check_credit(batch, notes, targets[key])


@dataclass
class _Target:
    """An invoice, there already or in the file, and what is left of it."""

    account: str
    currency: str
    left: int


def _targets(credits: dict[Key, list[Draft]], new: list[Draft], there: Known) -> dict[Key, _Target]:
    rows = {k: there.documents[k] for k in credits if k in there.documents}
    invoices = {k: row for k, row in rows.items() if row.kind == Document.Kind.INVOICE}
    amounts = amounts_of(row.pk for row in invoices.values())
    numbers = {account.pk: number for number, account in there.accounts.items()}
    targets = {
        k: _Target(numbers.get(row.account_id, ""), row.currency, amounts[row.pk].outstanding)
        for k, row in invoices.items()
    }
    for draft in new:
        key = (draft.issuer, draft.number)
        if draft.kind == "invoice" and key in credits:
            targets[key] = _Target(draft.account, draft.currency, draft.totals.gross_minor)
    return targets


def _check_credit(batch: Batch, notes: list[Draft], target: _Target) -> None:
    for note in notes:
        gross = note.totals.gross_minor
        if note.account != target.account:
            words = _("The invoice “%(number)s” belongs to another account.") % {"number": note.refers_to}
            batch.problems.add(note.place("refers_to"), "other_account", words)
        elif note.currency != target.currency:
            words = _("The invoice “%(number)s” is in %(currency)s.")
            shown = {"number": note.refers_to, "currency": target.currency}
            batch.problems.add(note.place("currency"), "other_currency", words % shown)
        elif gross > target.left:
            words = _("The credit note is larger than what is left of the invoice “%(number)s”: %(left)s %(currency)s.")
            left = to_decimal(target.left, target.currency)
            shown = {"number": note.refers_to, "left": str(left), "currency": target.currency}
            batch.problems.add(note.place("refers_to"), "credit_too_large", words % shown)
        else:
            target.left -= gross


def _chunks(values: list[str]) -> list[list[str]]:
    return [values[i : i + _CHUNK] for i in range(0, len(values), _CHUNK)]
