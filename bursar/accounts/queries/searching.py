"""Finding the few among many: what narrows a list to few people is looked up first, the rest is looked at row by row.

Where every condition fits many people, the list is walked in its order and soon has a page full of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from bursar.accounts import folding
from bursar.accounts.models import Account, GroupMembership, Membership, Person, Word

FEW = 500
_INSIDE = """
WITH RECURSIVE inside(id) AS (
    SELECT g.id FROM accounts_group g WHERE g.account_id = %s AND g.uid = %s AND g.deleted_at IS NULL
    UNION SELECT n.child_id FROM inside JOIN accounts_groupnesting n ON n.parent_id = inside.id AND n.ended_at IS NULL
) SELECT id FROM inside
"""
# What `along` sorts by, both of one row of the index.
ALONG = ('"accounts_word"."word"', '"accounts_word"."person_id"')
_END = chr(0x10FFFF)  # after every letter, so a word's beginning is a range


@dataclass(frozen=True)
class Condition:
    """Something that people fit: whom it fits, and how a membership is asked whether it is one of theirs."""

    people: QuerySet[Any, int]  # their ids
    fits: Q | Exists
    word: str = ""  # the beginning of a word that they have


def by_words(account: Account, text: str) -> list[Condition]:
    """One condition for each word typed: a word of the name or the address begins with it."""
    found = []
    for word in folding.sought(text):
        rows = Word.objects.filter(account=account, word__gte=word, word__lt=word + _END)
        found.append(replace(_among(rows), word=word))
    return found


def by_group(account: Account, uid: str) -> Condition:
    """In the group with this uid or in one inside it."""
    ids = RawSQL(_INSIDE, [account.pk, uid])  # noqa: S611  # our own words
    return _among(GroupMembership.objects.filter(account=account, group_id__in=ids, ended_at__isnull=True))


def by_membership(account: Account, fits: Q) -> Condition:
    """What the membership's own row tells."""
    rows = Membership.objects.filter(fits, account=account, ended_at__isnull=True)
    return Condition(rows.values_list("person_id", flat=True), fits)


def deactivated(account: Account) -> Condition:
    """Deactivated by the operator: few anywhere, so they are where the database begins."""
    rows = Membership.objects.filter(account=account, ended_at__isnull=True)
    gone = Person.objects.filter(deactivated_at__isnull=False).values("pk")
    return Condition(
        rows.filter(person_id__in=gone).values_list("person_id", flat=True), Q(person__deactivated_at__isnull=False)
    )


def narrowed(rows: QuerySet[Membership], conditions: Sequence[Condition]) -> tuple[QuerySet[Membership], str]:
    """The memberships that meet all of the conditions; takes one query to plan by, when there are any.

    With them the word to walk along (see `along`) where a word that many have is what narrows most; else nothing.
    """
    few, many = _few(conditions)
    word = ""
    if few is not None:
        rows = rows.filter(person_id__in=few)
    else:
        word = next((condition.word for condition in many if condition.word), "")
    for condition in many:
        if not (word and condition.word == word):
            rows = rows.filter(condition.fits)
    return rows, word


def along(rows: QuerySet[Membership], account: Account, word: str) -> QuerySet[Membership]:
    """These memberships, each with `found`: the first of the person's words that begins so (and whose it is).

    In the order of these words a page is full at once, however many people have them. In the order of names it is not:
    all Martins stand together, far down.
    """
    end = word + _END
    rows = rows.filter(person__words__account=account, person__words__word__gte=word, person__words__word__lt=end)
    rows = rows.annotate(found=F("person__words__word"), finder=RawSQL(ALONG[1], ()))  # noqa: S611
    earlier = Word.objects.filter(account=account, word__gte=word, word__lt=OuterRef("found"))
    return rows.filter(~Exists(earlier.filter(person=OuterRef("person"))))


def first_word(account: Account, word: str, uid: str) -> QuerySet[Any]:
    """The first word of the person with this uid that begins so, and the person's id."""
    rows = Word.objects.filter(account=account, person__uid=uid, word__gte=word, word__lt=word + _END)
    return rows.order_by("word").values_list("word", "person_id")[:1]


def _among(rows: QuerySet[Any]) -> Condition:
    return Condition(rows.values_list("person_id", flat=True), Exists(rows.filter(person=OuterRef("person"))))


def _few(conditions: Sequence[Condition]) -> tuple[set[int] | None, list[Condition]]:
    """Whom the conditions that fit few people all fit (None when there is none), and the other conditions."""
    if not conditions:
        return None, []
    parts: list[str] = []
    values: list[Any] = []
    for place, condition in enumerate(conditions):
        sql, sent = condition.people.order_by()[: FEW + 1].query.sql_with_params()
        parts.append(f"SELECT {place}, found.person_id FROM ({sql}) AS found")  # noqa: S608  # Django's own statement
        values += sent
    fitted: list[set[int]] = [set() for _condition in conditions]
    lengths = [0] * len(conditions)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for place, person in cursor.fetchall():
            lengths[place] += 1
            fitted[place].add(person)
    few = [ids for ids, length in zip(fitted, lengths, strict=True) if length <= FEW]
    many = [condition for condition, length in zip(conditions, lengths, strict=True) if length > FEW]
    return (set.intersection(*few) if few else None), many
