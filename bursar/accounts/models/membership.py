"""Who is in an account, with which admin-portal role; dated, a change closes a row and opens another."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When

from bursar.access.permissions import ROLE_BILLING, ROLE_PERMISSIONS, Permission, Role, role_permissions
from bursar.accounts.models.account import Account
from bursar.accounts.models.person import Person
from bursar.accounts.models.word import Word, words_of
from bursar.core import clock, ids

RANKS = (Role.SUPER_ADMIN, Role.ADMIN, Role.CUSTOM, Role.MEMBER)  # in the order of the list of people
_OPEN = Q(ended_at__isnull=True)
_SUSPENDED = Q(ended_at__isnull=True, is_suspended=True)


class CustomRole(models.Model):
    """An admin-portal role made of permissions; the built-in ones are not rows."""

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="custom_roles")
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "name"], condition=Q(deleted_at__isnull=True), name="custom_role_name_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CustomRolePermission(models.Model):
    """A custom role contains a permission, from when until when."""

    role = models.ForeignKey(CustomRole, on_delete=models.PROTECT, related_name="permissions")
    permission = models.CharField(max_length=40, choices=[(p, p) for p in (*ROLE_PERMISSIONS, *ROLE_BILLING)])
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["role", "permission"], condition=Q(ended_at__isnull=True), name="role_permission_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.permission}"


class Membership(models.Model):
    """A person is in an account with a role, from when until when; at most one open row for each pair."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=[(r, r) for r in Role])
    custom_role = models.ForeignKey(CustomRole, null=True, on_delete=models.PROTECT, related_name="memberships")
    is_suspended = models.BooleanField(default=False)
    rank = models.GeneratedField(
        expression=Case(
            *(When(role=role.value, then=Value(n)) for n, role in enumerate(RANKS)), default=Value(len(RANKS))
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    name_key = models.CharField(max_length=340, default="")  # the person's, for lists by name
    joined_at = models.DateTimeField(default=clock.now)  # kept when a change opens a new row
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        # Each order of the list of people, and the few of a large account that a filter wants.
        indexes: ClassVar = [
            models.Index(fields=["account", "name_key", "person"], condition=_OPEN, name="member_by_name"),
            models.Index(fields=["account", "rank", "name_key", "person"], condition=_OPEN, name="member_by_role"),
            models.Index(fields=["account", "joined_at", "person"], condition=_OPEN, name="member_by_joining"),
            models.Index(fields=["account", "name_key", "person"], condition=_SUSPENDED, name="member_suspended"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "person"], condition=Q(ended_at__isnull=True), name="membership_open_once"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.CUSTOM, custom_role__isnull=False)
                | (~Q(role=Role.CUSTOM) & Q(custom_role__isnull=True)),
                name="membership_custom_role_named",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="membership_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.account_id}: {self.role}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sorting by name and the words to be found by in step."""
        is_new = self.pk is None
        if is_new:
            self.name_key = self.person.name_key
        super().save(*args, **kwargs)
        if is_new:
            Word.objects.bulk_create(words_of(self.account_id, self.person), ignore_conflicts=True)

    def held_permissions(self) -> frozenset[Permission]:
        """What the role contains now (a custom role's open rows)."""
        custom = (
            [Permission(p.permission) for p in self.custom_role.permissions.all() if p.ended_at is None]
            if self.custom_role
            else []
        )
        return role_permissions(Role(self.role), custom)
