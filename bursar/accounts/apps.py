"""The accounts room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, people, memberships with their role, groups, custom roles and invitations."""

    name = "bursar.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Make the room's audit kinds and mails known."""
        import_module("bursar.accounts.described")
        import_module("bursar.accounts.events")
        import_module("bursar.accounts.mails")
