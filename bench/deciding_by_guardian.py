"""`python -m bench.deciding_by_guardian 1000`: µs of CPU for one question to django-guardian, in a site of its own."""

import sys
import tempfile
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

from bench.questions import ACCOUNTS, Given, measured, world

COUNT = 1_000


def main(size: int) -> float:
    """Build its tables in a file, ask, and answer the cost."""
    with tempfile.TemporaryDirectory() as folder:
        settings.configure(
            INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "guardian"],
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/db.sqlite3"}},
            AUTHENTICATION_BACKENDS=["guardian.backends.ObjectPermissionBackend"],
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            ANONYMOUS_USER_NAME=None,
        )
        django.setup()
        call_command("migrate", verbosity=0)
        auth = import_module("django.contrib.auth.models")
        grants, questions = world(size)
        _fill(auth, grants)
        accounts = {account.pk: account for account in auth.Group.objects.all()}
        users = auth.User.objects.in_bulk({person for person, _ in questions})

        def ask(person: int, account: int) -> bool:
            return bool(users[person].has_perm("auth.change_group", accounts[account + 1]))

        return measured(ask, questions, COUNT)


def _fill(auth: Any, grants: list[Given]) -> None:
    """An account is a row of any table; its payers may change it. Those of groups are given it directly, too."""
    row = import_module("guardian.models").UserObjectPermission
    auth.Group.objects.bulk_create(auth.Group(pk=account + 1, name=str(account)) for account in range(ACCOUNTS))
    auth.User.objects.bulk_create((auth.User(pk=g.person, username=str(g.person)) for g in grants), batch_size=500)
    right = auth.Permission.objects.get(codename="change_group")
    of = {"permission": right, "content_type": right.content_type}
    rows = (row(**of, object_pk=str(g.account + 1), user_id=g.person) for g in grants)
    row.objects.bulk_create(rows, batch_size=500)


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
