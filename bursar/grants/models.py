"""The one table of rights given: by whom, when, from, until, source, reason.

A change closes a row and opens another.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bursar.access.facts import Source
from bursar.access.permissions import Level, PbxPermission
from bursar.core import clock


class Grant(models.Model):
    """A person or a group holds a billing level or a PBX permission in an account.

    It counts in [valid_from, the earlier of valid_until and closed_at). `how` tells by which road it came.
    """

    class How(models.TextChoices):
        """The road by which it was given."""

        SIGN_UP = "sign_up"  # the first billing administrator, by signing up (S5)
        OWNER = "owner"  # the first one of an account that the operator created
        INVITATION = "invitation"
        ACCESS_REQUEST = "access_request"
        EDIT = "edit"
        PBX_PAGE = "pbx_page"
        APPOINTED = "appointed"  # by the operator

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="grants")
    group = models.ForeignKey("accounts.Group", null=True, on_delete=models.PROTECT, related_name="grants")
    source = models.CharField(max_length=8, choices=[(s, s) for s in Source])
    name = models.CharField(max_length=24)  # a level, or a PBX permission
    rights = models.JSONField(default=list)  # the chosen rights of the level Custom; empty otherwise
    how = models.CharField(max_length=16, choices=How.choices)
    reason = models.CharField(max_length=300, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    granted_by_operator = models.ForeignKey("accounts.Operator", null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    valid_from = models.DateTimeField(default=clock.now)
    valid_until = models.DateTimeField(null=True)
    held_since = models.DateTimeField(default=clock.now)  # kept when an edit opens a new row
    closed_at = models.DateTimeField(null=True)
    listed_as = models.CharField(max_length=345, default="")  # where on the page of PBX permissions, by name
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        # Every decision reads the open ones of a person and of the groups they are in.
        indexes: ClassVar = [
            models.Index(fields=["person", "account"], condition=Q(closed_at__isnull=True), name="grant_of_person"),
            models.Index(fields=["group"], condition=Q(closed_at__isnull=True), name="grant_of_group"),
            models.Index(fields=["account", "listed_as"], condition=Q(closed_at__isnull=True), name="grant_by_name"),
            models.Index(
                fields=["account", "valid_until"],
                condition=Q(closed_at__isnull=True, valid_until__isnull=False),
                name="grant_by_end",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, group__isnull=True) | Q(person__isnull=True, group__isnull=False),
                name="grant_to_person_or_group",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.BILLING, name__in=list(Level), group__isnull=True)
                | Q(source=Source.PBX, name__in=list(PbxPermission)),
                name="grant_name_of_its_source",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="grant_span"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(how__in=["sign_up", "owner"]), name="grant_first_administrator_once"
            ),
            models.UniqueConstraint(
                fields=["account", "person"],
                condition=Q(source="billing", closed_at__isnull=True),
                name="grant_one_open_level",
            ),
            models.UniqueConstraint(
                fields=["account", "person", "name"],
                condition=Q(source="pbx", closed_at__isnull=True, person__isnull=False),
                name="grant_person_open_once",
            ),
            models.UniqueConstraint(
                fields=["account", "group", "name"],
                condition=Q(source="pbx", closed_at__isnull=True, group__isnull=False),
                name="grant_group_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.name} in {self.account_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the place on the page in step; a new name moves it (see `Person.save` and `Group.save`)."""
        if self._state.adding and self.source == Source.PBX:
            holder = self.group or self.person
            self.listed_as = holder.listed_as if holder else ""
        super().save(*args, **kwargs)


class EndNotice(models.Model):
    """That the end of a grant comes near is to be told so many `days` before it, once.

    Written with the grant. Settled when it was told, or when there was nothing to tell any more.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="end_notices")
    days = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(settled_at__isnull=True), name="end_notice_waiting"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["grant", "days"], name="end_notice_once")]

    def __str__(self) -> str:
        return f"{self.days} days before the end of grant {self.grant_id}"
