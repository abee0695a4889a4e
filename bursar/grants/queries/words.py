"""Permissions in the reader's words."""

from django.utils.translation import gettext as _

from bursar.access.permissions import Permission


def lacks_text(permission: Permission) -> str:
    """The sentence for somebody who lacks a permission."""
    return _("You need the right “%(right)s” for this, and do not have it.") % {"right": permission_label(permission)}


def outside_scope_text(scope: str) -> str:
    """The sentence for a program whose token was not given what its person holds, or a service."""
    label = permission_label(Permission(scope)) if scope in tuple(Permission) else scope
    return _("This token was not given “%(right)s”.") % {"right": label}


def permission_label(permission: Permission) -> str:
    """A permission in the reader's words."""
    return {
        Permission.BILLING_PORTAL_ENTER: _("Enter the billing portal"),
        Permission.INVOICE_VIEW: _("View invoices"),
        Permission.INVOICE_PAY: _("Pay invoices"),
        Permission.PAYMENT_METHOD_MANAGE: _("Manage payment methods"),
        Permission.BILLING_DETAILS_MANAGE: _("Manage billing details"),
        Permission.BILLING_ADMIN_MANAGE: _("Manage billing administrators"),
        Permission.BILLING_ACTIVITY_VIEW: _("View billing activity"),
        Permission.ADMIN_PORTAL_ENTER: _("Enter the admin portal"),
        Permission.MEMBER_VIEW: _("View people"),
        Permission.MEMBER_MANAGE: _("Manage members"),
        Permission.ADMIN_MANAGE: _("Manage Admins and Super admins"),
        Permission.GROUP_MANAGE: _("Manage groups"),
        Permission.ROLE_MANAGE: _("Manage roles"),
        Permission.ACCOUNT_MANAGE: _("Manage account settings"),
        Permission.ACTIVITY_VIEW: _("View activity"),
        Permission.PBX_ENTER: _("Enter PBX administration"),
        Permission.PBX_PERMISSION_MANAGE: _("Manage PBX permissions"),
        Permission.PBX_CONFIGURE: _("Configure the PBX"),
        Permission.PBX_REPORT_VIEW: _("View reports"),
        Permission.PBX_RECORDING_ACCESS: _("Access call recordings"),
    }[permission]
