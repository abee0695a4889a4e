"""Who is in an account, with which admin-portal role; dated, a change closes a row and opens another."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bursar.access.permissions import ROLE_PERMISSIONS, Permission, Role, role_permissions
from bursar.accounts.models.account import Account
from bursar.accounts.models.person import Person
from bursar.core import clock, ids


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
    permission = models.CharField(max_length=40, choices=[(p, p) for p in ROLE_PERMISSIONS])
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
    joined_at = models.DateTimeField(default=clock.now)  # kept when a change opens a new row
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
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

    def held_permissions(self) -> frozenset[Permission]:
        """What the role contains now (a custom role's open rows)."""
        custom = (
            [Permission(p.permission) for p in self.custom_role.permissions.all() if p.ended_at is None]
            if self.custom_role
            else []
        )
        return role_permissions(Role(self.role), custom)
