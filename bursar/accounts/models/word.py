"""The words by which the people of an account are found: an index to search by the beginnings of words."""

from typing import ClassVar

from django.db import models

from bursar.accounts import folding
from bursar.accounts.models.account import Account
from bursar.accounts.models.person import Person


class Word(models.Model):
    """A word of the name or the address of somebody who is or was in the account. No decision reads it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    word = models.CharField(max_length=folding.LONGEST)  # on PostgreSQL in the collation "C": see the migration
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="words")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "account", "word"], name="words_of_somebody")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "word", "person"], name="word_of_somebody_once")
        ]

    def __str__(self) -> str:
        return self.word


def words_of(account_id: int, person: Person) -> list[Word]:
    """The rows by which this person is found in this account, not saved yet."""
    return [Word(account_id=account_id, word=word, person=person) for word in person.words_now()]
