"""Looking at drafts against what is there: accounts, numbers taken, invoices that credit notes refer to.

A file is looked at piece by piece; what its documents say of one another is kept in few words until its end.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from bursar.accounts.models import Account
from bursar.core.money import to_decimal
from bursar.invoices.intake.drafts import Draft
from bursar.invoices.intake.problems import Place, Problems
from bursar.invoices.models import Document, ImportRun, Issuer, Standing

Key = tuple[str, str]  # (issuer, number): what a document is known by
_CHUNK = 500


@dataclass
class Known:
    """What the database knows of the things that a piece of a file names."""

    accounts: dict[str, Account] = field(default_factory=dict)
    issuers: dict[str, Issuer] = field(default_factory=dict)
    documents: dict[Key, Document] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Note:
    """A credit note, in as many words as its rules need."""

    account: str
    currency: str
    gross: int
    places: tuple[Place, Place]  # of its currency, and of what it refers to


@dataclass(slots=True)
class _Target:
    """An invoice, there already or in the file, and what is left of it."""

    account: str
    currency: str
    left: int


def accounts_named(drafts: Iterable[Draft]) -> dict[str, Account]:
    """The accounts that documents are for, by number."""
    numbers = sorted({draft.account for draft in drafts})
    return {a.number: a for chunk in _chunks(numbers) for a in Account.objects.filter(number__in=chunk)}


def known(
    drafts: list[Draft], accounts: dict[str, Account], more_issuers: Iterable[str] = (), run: ImportRun | None = None
) -> Known:
    """What is there already of what these drafts name: published, or staged by this import itself. What another import
    has staged is there only when that is published."""
    numbers = sorted({n for draft in drafts for n in (draft.number, draft.refers_to) if n})
    keys = {draft.issuer for draft in drafts} | set(more_issuers)
    seen = Q(standing__isnull=False) | (Q(import_run=run) if run else Q())
    rows = (Document.objects.filter(seen, number__in=c, issuer__key__in=keys) for c in _chunks(numbers))
    found = [row for chunk in rows for row in chunk.select_related("issuer")]
    issuers = {issuer.key: issuer for issuer in Issuer.objects.filter(key__in=keys)}
    return Known(accounts, issuers, {(row.issuer.key, row.number): row for row in found})


class Look:
    """Finds the documents of a file that are not there yet, and what is wrong with the others, and among them."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.issuers: dict[str, Place] = {}  # named by documents, where first
        self.issuers_there: set[str] = set()
        self.targets: dict[Key, _Target] = {}
        self.notes: dict[Key, list[_Note]] = defaultdict(list)

    def fresh(self, drafts: list[Draft], there: Known) -> list[Draft]:
        """Those of a piece of the file that are not there yet."""
        self.issuers_there |= there.issuers.keys()
        new = []
        for draft in drafts:
            if draft.account not in there.accounts:
                words = _("There is no account “%(number)s”.") % {"number": draft.account}
                self.problems.add(draft.place("account"), "unknown_account", words)
            self.issuers.setdefault(draft.issuer, draft.place("issuer"))
            row = there.documents.get((draft.issuer, draft.number))
            if row is None:
                new.append(draft)
            elif row.content_hash != draft.content_hash:
                words = _("Another document has the number “%(number)s” already. A correction is another document.")
                self.problems.add(draft.place("number"), "number_taken", words % {"number": draft.number})
        self._remember(new, there)
        return new

    def finish(self, described: Collection[str]) -> None:
        """At the end of the file: whether its issuers are known, and its credit notes refer to what they may."""
        for issuer, place in self.issuers.items():
            if issuer not in self.issuers_there and issuer not in described:
                words = _("The issuer “%(key)s” is not known yet: the file must describe it.") % {"key": issuer}
                self.problems.add(place, "unknown_issuer", words)
        for key, notes in self.notes.items():
            if key in self.targets:
                _check_credit(self.problems, key[1], notes, self.targets[key])
                continue
            words = _("There is no invoice “%(number)s” of this issuer.") % {"number": key[1]}
            for note in notes:
                self.problems.add(note.places[1], "unknown_invoice", words)

    def _remember(self, new: list[Draft], there: Known) -> None:
        for draft in new:
            key = (draft.issuer, draft.number)
            if draft.kind == "invoice":
                self.targets[key] = _Target(draft.account, draft.currency, draft.totals.gross_minor)
            else:
                places = draft.place("currency"), draft.place("refers_to")
                note = _Note(draft.account, draft.currency, draft.totals.gross_minor, places)
                self.notes[draft.issuer, draft.refers_to].append(note)
        wanted = {(d.issuer, d.refers_to) for d in new if d.refers_to} & there.documents.keys()
        left = Standing.objects.filter(pk__in=[there.documents[key].pk for key in wanted], kind="invoice")
        numbers = {account.pk: number for number, account in there.accounts.items()}
        keys = {there.documents[key].pk: key for key in wanted}
        for row in left:
            number = numbers.get(row.account_id, "")
            self.targets.setdefault(keys[row.pk], _Target(number, row.currency, row.gross_minor - row.credited_minor))


def _check_credit(problems: Problems, number: str, notes: list[_Note], target: _Target) -> None:
    """A credit note refers to an invoice of the same issuer, account and currency, and takes no more than
    others have left of it: what is paid already becomes credit."""
    for note in notes:
        currency, refers_to = note.places
        if note.account != target.account:
            words = _("The invoice “%(number)s” belongs to another account.") % {"number": number}
            problems.add(refers_to, "other_account", words)
        elif note.currency != target.currency:
            words = _("The invoice “%(number)s” is in %(currency)s.")
            problems.add(currency, "other_currency", words % {"number": number, "currency": target.currency})
        elif note.gross > target.left:
            words = _("The credit note is larger than what is left of the invoice “%(number)s”: %(left)s %(currency)s.")
            left = to_decimal(target.left, target.currency)
            shown = {"number": number, "left": str(left), "currency": target.currency}
            problems.add(refers_to, "credit_too_large", words % shown)
        else:
            target.left -= note.gross


def _chunks(values: list[str]) -> list[list[str]]:
    return [values[i : i + _CHUNK] for i in range(0, len(values), _CHUNK)]
