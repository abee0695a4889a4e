"""Human beings who sign in: one e-mail address, any number of accounts."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bursar.accounts import folding, named
from bursar.core import clock, ids

_GONE = Q(deactivated_at__isnull=False)
_NAMING = frozenset({"first_name", "last_name", "email"})


class People(BaseUserManager["Person"]):
    """Finds people by address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A new person with a hashed password (or none usable)."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """A human being who signs in. Names and address are theirs: only they edit them."""

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    email = models.EmailField(max_length=254, unique=True)  # always lower case
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    name_folded = models.CharField(max_length=340, blank=True, db_index=True)  # for search: SQLite folds ASCII only
    language = models.CharField(max_length=5, default="en")
    created_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)  # when the address was first confirmed
    deactivated_at = models.DateTimeField(null=True)
    deactivated_reason = models.CharField(max_length=300, blank=True)  # in the operator's words; entries hold none

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[People] = People()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["deactivated_at"], condition=_GONE, name="person_deactivated")]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="person_email_unique"),
            models.CheckConstraint(condition=~Q(email=""), name="person_has_email"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name and address in step, for search."""
        self.name_folded = f"{self.first_name} {self.last_name} {self.email}".casefold()
        written = kwargs.get("update_fields")
        is_renamed = not self._state.adding and (written is None or not _NAMING.isdisjoint(written))
        super().save(*args, **kwargs)
        if is_renamed:
            self._list_again()

    @property
    def name_key(self) -> str:
        """What lists by name are sorted by."""
        return folding.sort_key(self.first_name, self.last_name, self.email)

    @property
    def listed_as(self) -> str:
        """Where among groups and persons: groups stand first."""
        return f"p{self.name_key}"

    def words_now(self) -> set[str]:
        """The words by which the person is found."""
        return folding.words(self.first_name, self.last_name, self.email)

    def _list_again(self) -> None:
        """Sort and find the person by the name they have now, in every account."""
        for rows in (self.memberships, self.group_memberships):
            rows.filter(ended_at__isnull=True).exclude(name_key=self.name_key).update(name_key=self.name_key)
        self.grants.filter(closed_at__isnull=True, source="pbx").update(listed_as=self.listed_as)
        found: dict[int, set[str]] = {}
        for account, word in self.words.values_list("account_id", "word"):
            found.setdefault(account, set()).add(word)
        now = self.words_now()
        stale = [account for account, before in found.items() if before != now]
        if stale:
            self.words.filter(account_id__in=stale).delete()
            self.words.bulk_create(
                [self.words.model(account_id=account, word=word, person=self) for account in stale for word in now]
            )

    @property
    def name(self) -> str:
        """First and last name, or the address while we know neither."""
        return named.full_name(self.first_name, self.last_name, self.email)

    @property
    def initials(self) -> str:
        """Two letters for the round picture."""
        return named.initials(self.first_name, self.last_name, self.email)

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Not deactivated by the operator; Django and allauth let nobody else in."""
        return self.deactivated_at is None
