"""Several reads at one moment: what another one commits meanwhile is not seen."""

import pytest
from django.db import connection

from bursar.accounts.models import Account
from bursar.grants.queries import one_revision


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_meanwhile_is_not_seen():
    account = Account.objects.create(name="Before")
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory has one connection")
    other = connection.copy()
    try:
        with one_revision():
            assert Account.objects.get(pk=account.pk).name == "Before"
            with other.cursor() as cursor:
                cursor.execute("UPDATE accounts_account SET name = 'After' WHERE id = %s", [account.pk])
            assert Account.objects.get(pk=account.pk).name == "Before"
        assert Account.objects.get(pk=account.pk).name == "After"
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_afterwards_one_may_write_again():
    with one_revision():
        assert not Account.objects.exists()
    assert Account.objects.create(name="Written").pk
    with pytest.raises(ZeroDivisionError), one_revision():
        raise ZeroDivisionError
    assert Account.objects.count() == 1
