"""Gives each open grant with an end the notices that are still to come."""

from datetime import timedelta

from django.db import migrations

from bursar.core import clock


def fill(apps, schema_editor):
    grants = apps.get_model("grants", "Grant").objects.filter(closed_at__isnull=True, valid_until__gt=clock.now())
    notices = apps.get_model("grants", "EndNotice").objects
    for grant in grants.iterator(1000):
        for days in (7, 1):
            due = grant.valid_until - timedelta(days=days)
            if due > grant.valid_from:
                notices.create(grant=grant, days=days, due_at=due)


class Migration(migrations.Migration):

    dependencies = [
        ('grants', '0005_notices_of_ends'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
