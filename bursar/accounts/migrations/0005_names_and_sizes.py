"""Fills in what people are sorted and found by, and how many are in each group."""

from django.db import migrations
from django.db.models import Count, Q

from bursar.accounts import folding

AT_ONCE = 1000


def fill(apps, schema_editor):
    of = {name: apps.get_model("accounts", name) for name in ("Person", "Membership", "GroupMembership", "Group", "Word")}
    accounts = {}
    for person, account in of["Membership"].objects.values_list("person_id", "account_id").distinct().iterator():
        accounts.setdefault(person, []).append(account)
    waiting = []
    for person in of["Person"].objects.filter(pk__in=of["Membership"].objects.values("person_id")).iterator(AT_ONCE):
        name = (person.first_name, person.last_name, person.email)
        key = folding.sort_key(*name)
        of["Membership"].objects.filter(person_id=person.pk).update(name_key=key)
        of["GroupMembership"].objects.filter(person_id=person.pk).update(name_key=key)
        found = sorted(folding.words(*name))
        waiting += [of["Word"](account_id=a, word=word, person_id=person.pk) for a in accounts[person.pk] for word in found]
        if len(waiting) > AT_ONCE:
            of["Word"].objects.bulk_create(waiting)
            waiting = []
    of["Word"].objects.bulk_create(waiting)
    inside = Count("memberships", filter=Q(memberships__ended_at__isnull=True))
    for group in of["Group"].objects.annotate(inside=inside).filter(inside__gt=0):
        of["Group"].objects.filter(pk=group.pk).update(size=group.inside)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_sorted_and_found_by_name'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
