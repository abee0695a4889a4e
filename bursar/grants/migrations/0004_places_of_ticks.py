"""Gives each open tick its place on the page of PBX permissions."""

from django.db import migrations

from bursar.accounts import folding


def fill(apps, schema_editor):
    grants = apps.get_model("grants", "Grant").objects.filter(source="pbx", closed_at__isnull=True)
    for grant in grants.select_related("person", "group").iterator(1000):
        if grant.group is not None:
            place = f"g{folding.folded(grant.group.name_folded)}"
        else:
            place = f"p{folding.sort_key(grant.person.first_name, grant.person.last_name, grant.person.email)}"
        grants.filter(pk=grant.pk).update(listed_as=place)


class Migration(migrations.Migration):

    dependencies = [
        ('grants', '0003_place_on_the_permissions_page'),
        ('accounts', '0005_names_and_sizes'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
