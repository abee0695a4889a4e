"""The PBX permissions in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import PbxPermission

LABELS: dict[PbxPermission, Promise] = {
    PbxPermission.SUPER_ADMINISTRATOR: _l("Super administrator (PBX)"),
    PbxPermission.CONFIGURE: _l("Admin (configure PBX)"),
    PbxPermission.VIEW_INVOICES: _l("View invoices"),
    PbxPermission.PAY_INVOICES: _l("Pay invoices"),
    PbxPermission.VIEW_REPORTS: _l("View reports"),
    PbxPermission.ACCESS_RECORDINGS: _l("Access call recordings"),
}
EXPLANATIONS: dict[PbxPermission, Promise] = {
    PbxPermission.SUPER_ADMINISTRATOR: _l(
        "May change who holds which permission. Includes neither View invoices nor Pay invoices."
    ),
    PbxPermission.CONFIGURE: _l("May configure the telephone system."),
    PbxPermission.VIEW_INVOICES: _l("May view and download the account’s invoices, here in PBX administration."),
    PbxPermission.PAY_INVOICES: _l("May pay the account’s invoices. Needs View invoices."),
    PbxPermission.VIEW_REPORTS: _l("May view the telephone system’s reports."),
    PbxPermission.ACCESS_RECORDINGS: _l("May listen to the telephone system’s call recordings."),
}


def label(permission: PbxPermission) -> str:
    """A PBX permission in the reader's language."""
    return str(LABELS[permission])


def explanation(permission: PbxPermission) -> str:
    """What it allows, in a sentence."""
    return str(EXPLANATIONS[permission])
