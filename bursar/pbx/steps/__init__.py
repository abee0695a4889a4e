"""Writes on the permissions page that other rooms' commands share."""

from django.db.models import F

from bursar.accounts.models import Account
from bursar.pbx.models import PermissionsPage


def page_changed(account: Account) -> None:
    """Raise the page's version after a change by another road (a member removed, a group deleted): drafts drawn before
    it are stale."""
    PermissionsPage.objects.filter(account=account).update(version=F("version") + 1)
