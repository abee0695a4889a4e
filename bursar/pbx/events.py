"""The audit kinds of the pbx room."""

from django.utils.translation import gettext_lazy as _l

from bursar.audit.kinds import Area, kind

PERMISSIONS_SAVED = kind("pbx.permissions.saved", _l("PBX permissions saved"), Area.ADMIN)
