"""The settings of an account: its name, language and time zone."""

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts import events
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.grants import queries as grants


@audited
def change_settings(actor: Actor, *, account: Account, name: str, language: str, time_zone: str) -> None:
    """Another name, language or time zone; the entry holds what changed."""
    accounts.lock(account)
    grants.require(actor, Permission.ACCOUNT_MANAGE, account)
    present = Account.objects.get(pk=account.pk)
    wanted = {"name": name, "language": language, "time_zone": time_zone}
    old = {key: getattr(present, key) for key, value in wanted.items() if getattr(present, key) != value}
    if not old:
        unchanged()
        return
    new = {key: wanted[key] for key in old}
    Account.objects.filter(pk=account.pk).update(**new)
    record(actor, events.SETTINGS_CHANGED, account=account.pk, on=("account", account.pk), old=old, new=new)
