"""Who may handle whom in the admin portal, and which roles one may assign (rule 2 and table 4)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bursar.access.permissions import Permission, Role, role_billing, role_permissions
from bursar.accounts import steps as accounts
from bursar.accounts.models import CustomRole, Membership
from bursar.accounts.queries import roles
from bursar.core.errors import Forbidden, Refused
from bursar.grants.queries import Access, permission_label
from bursar.lifecycle.contents import counting, unpassable

P = Permission


def may_manage(access: Access, row: Membership) -> bool:
    """Plain Members are for whoever manages members; everybody else is for Super admins."""
    return access.may(P.MEMBER_MANAGE if row.role == Role.MEMBER else P.ADMIN_MANAGE)


def require_to_manage(access: Access, row: Membership) -> None:
    """Refuse when this member is not the actor's to manage."""
    if not may_manage(access, row):
        raise Forbidden(
            "not_yours_to_manage",
            _("You manage plain Members only. Super admins manage Admins, Super admins and people with a custom role."),
        )


def require_to_assign(access: Access, role: Role, custom_role: CustomRole | None, *, field: str = "role") -> None:
    """Refuse when the actor may not assign this role: nobody assigns a role with permissions that they lack."""
    for refusal in _against_assigning(access, role, custom_role, field):
        raise refusal


def assignable(access: Access, custom: list[CustomRole]) -> list[tuple[Role, CustomRole | None]]:
    """The roles that the actor may assign, the built-in ones first."""
    wanted: list[tuple[Role, CustomRole | None]] = [(Role.SUPER_ADMIN, None), (Role.ADMIN, None), (Role.MEMBER, None)]
    wanted += [(Role.CUSTOM, role) for role in custom]
    return [(role, own) for role, own in wanted if next(_against_assigning(access, role, own, ""), None) is None]


def require_super_admin_stays(row: Membership) -> None:
    """Refuse when nobody else would be an active Super admin: the last one stays."""
    if row.role == Role.SUPER_ADMIN and not accounts.other_super_admins(row.account, row.person):
        raise Refused(
            "last_super_admin",
            _(
                "%(name)s is the last active Super admin, and every account keeps one. "
                "Make somebody else Super admin first."
            )
            % {"name": row.person.name},
        )


def require_to_end(access: Access, row: Membership) -> None:
    """Refuse when the actor may not suspend or remove this member: not theirs, themselves, or the last Super admin."""
    require_to_manage(access, row)
    require_super_admin_stays(row)
    if row.person_id == access.actor.person_id:
        raise Refused("oneself", _("You cannot do this to yourself. To leave the account, use My account."))


def _given(access: Access, role: Role, custom: CustomRole | None) -> frozenset[Permission]:
    """What a role gives in the account now. A Super admin has all of it; a token of theirs perhaps not."""
    if custom is not None:
        contained = roles.contained(custom)
        return role_permissions(Role.CUSTOM, contained) | counting(access, contained)
    return role_permissions(role) | (role_billing(role) if access.goes_by_role else frozenset())


def _against_assigning(access: Access, role: Role, custom: CustomRole | None, field: str) -> Iterator[Refused]:
    if not access.may(P.MEMBER_MANAGE):
        yield Forbidden("lacks_permission", _("You may not assign roles."), field=field)
    if role in (Role.SUPER_ADMIN, Role.ADMIN) and not access.may(P.ADMIN_MANAGE):
        yield Forbidden("assigns_admins", _("Only a Super admin makes Admins and Super admins."), field=field)
    if custom is not None and not access.may(P.ADMIN_MANAGE) and not access.may(P.ROLE_MANAGE):
        yield Forbidden("assigns_roles", _("Only those who manage roles assign a custom role."), field=field)
    for permission in unpassable(access, _given(access, role, custom)):
        text = _("You do not have “%(right)s” yourself, so you cannot assign a role that contains it.")
        yield Forbidden("assigns_unheld", text % {"right": permission_label(permission)}, field=field)
