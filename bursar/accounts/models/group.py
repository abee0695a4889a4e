"""Named sets of members and of other groups; being in one and being nested are dated."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from bursar.accounts import folding
from bursar.accounts.models.account import Account
from bursar.accounts.models.person import Person
from bursar.core import clock, ids


class Group(models.Model):
    """A user group of an account. It has at most one parent and the depth is at most six."""

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)
    name_folded = models.CharField(max_length=160, db_index=True)
    description = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)  # how many are in it directly, kept beside the rows
    created_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "name_folded"], condition=Q(deleted_at__isnull=True), name="group_name_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name in step, for search and uniqueness."""
        is_new = self._state.adding
        self.name_folded = self.name.casefold()
        super().save(*args, **kwargs)
        if not is_new:
            self.grants.filter(closed_at__isnull=True).update(listed_as=self.listed_as)

    @property
    def listed_as(self) -> str:
        """Where among groups and persons on the page of PBX permissions: groups stand first."""
        return f"g{folding.folded(self.name_folded)}"


class GroupMembership(models.Model):
    """A member is in a group, from when until when."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="group_memberships")
    name_key = models.CharField(max_length=340, default="")  # the person's, for lists by name
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "account"], condition=Q(ended_at__isnull=True), name="group_open_of_person"),
            models.Index(
                fields=["group", "name_key", "person"], condition=Q(ended_at__isnull=True), name="group_by_name"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(ended_at__isnull=True), name="group_membership_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in group {self.group_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sorting by name and the size of the group in step."""
        is_new = self.pk is None
        if is_new:
            self.name_key = self.person.name_key
        super().save(*args, **kwargs)
        if is_new and self.ended_at is None:
            Group.objects.filter(pk=self.group_id).update(size=F("size") + 1)


class GroupNesting(models.Model):
    """A group is inside a parent group, from when until when."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="nestings")
    parent = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="nested")
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child"], condition=Q(ended_at__isnull=True), name="group_has_one_parent"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="group_not_in_itself"),
        ]

    def __str__(self) -> str:
        return f"group {self.child_id} in {self.parent_id}"
