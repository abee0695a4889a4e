"""The settings of an account: rule 2."""

import pytest

from bursar.accounts.models import Account
from bursar.audit.models import Entry
from bursar.core.errors import Forbidden
from bursar.lifecycle.commands.settings import change_settings
from tests.personas import World


def change(world: World, by: str, name: str) -> None:
    change_settings(world.actor(by), account=world.account, name=name, language="en", time_zone="Europe/Paris")


def test_a_super_admin_renames_the_account(world):
    change(world, "super_admin", "Northwind International")
    assert Account.objects.get(pk=world.account.pk).name == "Northwind International"


def test_the_entry_holds_what_changed_only(world):
    change(world, "super_admin", "Northwind International")
    entry = Entry.objects.get(kind="account.settings.changed")
    assert (entry.old, entry.new) == ({"name": "Northwind Traders"}, {"name": "Northwind International"})


@pytest.mark.parametrize("persona", ["admin", "custom_role", "member", "full", "suspended"])
def test_settings_are_for_super_admins(world, persona):
    with pytest.raises(Forbidden):
        change(world, persona, "Mine")
