"""The one table: every permission, what it needs, and what each role, level and PBX permission contains."""

from collections.abc import Iterable
from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may do, as `resource:action`."""

    # Bills: from the billing portal's levels or, for the two invoice rights, from PBX permissions.
    BILLING_PORTAL_ENTER = "billing_portal:enter"
    INVOICE_VIEW = "invoice:view"
    INVOICE_PAY = "invoice:pay"
    PAYMENT_METHOD_MANAGE = "payment_method:manage"
    BILLING_DETAILS_MANAGE = "billing_details:manage"
    BILLING_ADMIN_MANAGE = "billing_admin:manage"
    BILLING_ACTIVITY_VIEW = "billing_activity:view"
    # The admin portal: from roles.
    ADMIN_PORTAL_ENTER = "admin_portal:enter"
    MEMBER_VIEW = "member:view"
    MEMBER_MANAGE = "member:manage"
    ADMIN_MANAGE = "admin:manage"
    GROUP_MANAGE = "group:manage"
    ROLE_MANAGE = "role:manage"
    ACCOUNT_MANAGE = "account:manage"
    ACTIVITY_VIEW = "activity:view"
    # PBX administration.
    PBX_ENTER = "pbx:enter"
    PBX_PERMISSION_MANAGE = "pbx_permission:manage"
    PBX_CONFIGURE = "pbx:configure"
    PBX_REPORT_VIEW = "pbx_report:view"
    PBX_RECORDING_ACCESS = "pbx_recording:access"


P = Permission


class Role(StrEnum):
    """The admin portal's built-in roles; a custom role is made of permissions and has a number of its own."""

    SUPER_ADMIN = "super_admin"
    ADMIN = "admin"
    MEMBER = "member"
    CUSTOM = "custom"


class Level(StrEnum):
    """A named set of billing rights."""

    FULL = "full"
    PAYER = "payer"
    VIEWER = "viewer"
    CUSTOM = "custom"


class PbxPermission(StrEnum):
    """What is ticked on the PBX permissions page for a person or a group, in the page's order."""

    SUPER_ADMINISTRATOR = "super_administrator"
    CONFIGURE = "configure"
    VIEW_INVOICES = "view_invoices"
    PAY_INVOICES = "pay_invoices"
    VIEW_REPORTS = "view_reports"
    ACCESS_RECORDINGS = "access_recordings"


# What a permission cannot be held without.
NEEDS: dict[Permission, Permission] = {
    P.INVOICE_PAY: P.INVOICE_VIEW,
    P.PAYMENT_METHOD_MANAGE: P.INVOICE_VIEW,
    P.BILLING_DETAILS_MANAGE: P.BILLING_PORTAL_ENTER,
    P.BILLING_ADMIN_MANAGE: P.BILLING_PORTAL_ENTER,
    P.BILLING_ACTIVITY_VIEW: P.BILLING_PORTAL_ENTER,
}

BILLING = (
    P.BILLING_PORTAL_ENTER,
    P.INVOICE_VIEW,
    P.INVOICE_PAY,
    P.PAYMENT_METHOD_MANAGE,
    P.BILLING_DETAILS_MANAGE,
    P.BILLING_ADMIN_MANAGE,
    P.BILLING_ACTIVITY_VIEW,
)
# The rights over money: a group or person may receive them only from somebody who holds them.
GUARDED = frozenset({P.INVOICE_VIEW, P.INVOICE_PAY})

LEVELS: dict[Level, frozenset[Permission]] = {
    Level.FULL: frozenset(BILLING),
    Level.PAYER: frozenset({P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW, P.INVOICE_PAY}),
    Level.VIEWER: frozenset({P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW}),
}

# What a custom role may be made of; `admin:manage` (other Admins and Super admins) is the Super admin's alone.
ROLE_PERMISSIONS = (
    P.MEMBER_VIEW,
    P.MEMBER_MANAGE,
    P.GROUP_MANAGE,
    P.ROLE_MANAGE,
    P.ACCOUNT_MANAGE,
    P.ACTIVITY_VIEW,
)
# And besides, what counts only where the billing portal goes by role.
ROLE_BILLING = (P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW, P.INVOICE_PAY)
ROLES: dict[Role, frozenset[Permission]] = {
    Role.SUPER_ADMIN: frozenset(
        {*ROLE_PERMISSIONS, P.ADMIN_MANAGE, P.ADMIN_PORTAL_ENTER, P.PBX_ENTER, P.PBX_PERMISSION_MANAGE}
    ),
    Role.ADMIN: frozenset({P.ADMIN_PORTAL_ENTER, P.MEMBER_VIEW, P.MEMBER_MANAGE, P.GROUP_MANAGE, P.ACTIVITY_VIEW}),
    Role.MEMBER: frozenset(),
}

PBX: dict[PbxPermission, frozenset[Permission]] = {
    PbxPermission.SUPER_ADMINISTRATOR: frozenset({P.PBX_ENTER, P.PBX_PERMISSION_MANAGE}),
    PbxPermission.CONFIGURE: frozenset({P.PBX_ENTER, P.PBX_CONFIGURE}),
    PbxPermission.VIEW_INVOICES: frozenset({P.PBX_ENTER, P.INVOICE_VIEW}),
    PbxPermission.PAY_INVOICES: frozenset({P.PBX_ENTER, P.INVOICE_VIEW, P.INVOICE_PAY}),
    PbxPermission.VIEW_REPORTS: frozenset({P.PBX_ENTER, P.PBX_REPORT_VIEW}),
    PbxPermission.ACCESS_RECORDINGS: frozenset({P.PBX_ENTER, P.PBX_RECORDING_ACCESS}),
}
PBX_NEEDS = {PbxPermission.PAY_INVOICES: PbxPermission.VIEW_INVOICES}
PBX_GUARDED = frozenset({PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES})
# Kept for the telephone system itself to ask about: Bursar only records them.
PBX_FOR_THE_TELEPHONE_SYSTEM = frozenset(
    {PbxPermission.CONFIGURE, PbxPermission.VIEW_REPORTS, PbxPermission.ACCESS_RECORDINGS}
)


def missing_needs(permissions: Iterable[Permission]) -> dict[Permission, Permission]:
    """Each permission of the set that lacks what it needs, with what it lacks; empty when the set is sound."""
    held = frozenset(permissions)
    return {p: NEEDS[p] for p in held if p in NEEDS and NEEDS[p] not in held}


def with_needs(permissions: frozenset[Permission]) -> frozenset[Permission]:
    """Those of the set whose needs are in it too: of Pay without View, nothing is left."""
    while missing := missing_needs(permissions):
        permissions -= missing.keys()
    return permissions


def level_permissions(level: Level, custom: Iterable[Permission] = ()) -> frozenset[Permission]:
    """What a level contains; for Custom, the chosen rights."""
    return frozenset(custom) if level is Level.CUSTOM else LEVELS[level]


def role_permissions(role: Role, custom: Iterable[Permission] = ()) -> frozenset[Permission]:
    """What a role contains wherever it is held; a custom one opens the admin portal too (S1). No billing right (S4)."""
    if role is Role.CUSTOM:
        return frozenset(custom) & frozenset(ROLE_PERMISSIONS) | {P.ADMIN_PORTAL_ENTER}
    return ROLES[role]


def role_billing(role: Role, custom: Iterable[Permission] = ()) -> frozenset[Permission]:
    """The billing rights of a role where the billing portal goes by role: all of them for a Super admin."""
    if role is Role.CUSTOM:
        return frozenset(custom) & frozenset(ROLE_BILLING)
    return LEVELS[Level.FULL] if role is Role.SUPER_ADMIN else frozenset()
