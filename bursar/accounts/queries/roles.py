"""Reads on custom roles: what they contain and how many have them."""

from django.db.models import Count, Q, QuerySet

from bursar.access.permissions import Permission, Role
from bursar.accounts.models import Account, CustomRole, Invitation, Membership
from bursar.core.errors import NotKnown


def custom_roles(account: Account) -> QuerySet[CustomRole]:
    """The account's custom roles by name, with `holders`: how many members have each."""
    open_rows = Count("memberships", filter=Q(memberships__ended_at__isnull=True))
    rows = CustomRole.objects.filter(account=account, deleted_at__isnull=True).annotate(holders=open_rows)
    return rows.prefetch_related("permissions").order_by("name")


def custom_role_names(account: Account) -> list[tuple[str, str]]:
    """The account's custom roles by name: uid and name."""
    rows = CustomRole.objects.filter(account=account, deleted_at__isnull=True)
    return list(rows.order_by("name").values_list("uid", "name"))


def custom_role_by_uid(account: Account, uid: str) -> CustomRole:
    """The custom role with this uid. Raises NotKnown when it is deleted or another account's."""
    role = CustomRole.objects.filter(account=account, uid=uid, deleted_at__isnull=True).first()
    if role is None:
        raise NotKnown
    return role


def contained(role: CustomRole) -> frozenset[Permission]:
    """What a custom role contains now."""
    return frozenset(Permission(row.permission) for row in role.permissions.all() if row.ended_at is None)


def holders(role: CustomRole) -> list[Membership]:
    """The members who have the role, by name."""
    rows = Membership.objects.filter(custom_role=role, ended_at__isnull=True).select_related("person", "custom_role")
    return list(rows.order_by("person__last_name", "person__first_name", "person_id"))


def offers(role: CustomRole) -> list[Invitation]:
    """The invitations not answered yet that offer the role."""
    rows = Invitation.objects.filter(
        account=role.account_id, purpose=Invitation.Purpose.MEMBER, state=Invitation.State.OPEN
    )
    return [row for row in rows.order_by("pk") if row.offer.get("custom_role") == role.pk]


def role_counts(account: Account) -> dict[str, int]:
    """How many members have each built-in role."""
    rows = Membership.objects.filter(account=account, ended_at__isnull=True).exclude(role=Role.CUSTOM)
    return dict(rows.order_by().values("role").annotate(n=Count("pk")).values_list("role", "n"))


def custom_role_names_by_id(ids: set[int]) -> dict[int, str]:
    """Custom roles by id, deleted ones too, for naming them in lists of entries."""
    return dict(CustomRole.objects.filter(pk__in=ids).values_list("pk", "name"))
