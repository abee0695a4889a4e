"""The words of the accounts room in the reader's language: roles, and what an invitation's state is called."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import Role
from bursar.accounts.models import CustomRole
from bursar.accounts.named import Titled

ROLES: dict[Role, Promise] = {
    Role.SUPER_ADMIN: _l("Super admin"),
    Role.ADMIN: _l("Admin"),
    Role.MEMBER: _l("Member"),
    Role.CUSTOM: _l("Custom role"),
}
EXPLANATIONS: dict[Role, Promise] = {
    Role.SUPER_ADMIN: _l("Everything in the admin portal, Admins, roles and account settings included."),
    Role.ADMIN: _l("Manages plain Members and groups, and sees the activity."),
    Role.MEMBER: _l("Belongs to the account; does not enter the admin portal."),
    Role.CUSTOM: _l("A role made of permissions that you choose."),
}


def explanation(role: Role, *, by_role: bool) -> str:
    """What a role is for; where the billing portal goes by role a Super admin holds it, too."""
    if by_role and role is Role.SUPER_ADMIN:
        return _("Everything in the admin portal and in the billing portal, which goes by role in this account.")
    return str(EXPLANATIONS[role])


def role_label(role: str, custom_role: CustomRole | Titled | None = None) -> str:
    """What a role is called: the built-in ones in the reader's language, a custom one by its own name."""
    return custom_role.name if custom_role else str(ROLES[Role(role)])
