"""What is due by day is added up by month, too."""

from django.db import migrations, models

_FILL = """
INSERT INTO invoices_tally (account_id, measure, currency, day, count, minor)
SELECT account_id, 'owed', currency, {month}, SUM(count), SUM(minor)
FROM invoices_tally WHERE measure = 'due' GROUP BY account_id, currency, {month}
"""


def fill(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    month = "CAST(date_trunc('month', day) AS date)" if is_postgres else "substr(day, 1, 7) || '-01'"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_FILL.format(month=month))


class Migration(migrations.Migration):

    dependencies = [
        ("invoices", "0007_held_and_rendered"),
    ]

    operations = [
        migrations.AlterField(
            model_name="tally",
            name="measure",
            field=models.CharField(
                choices=[
                    ("issued", "Issued"),
                    ("credited", "Credited"),
                    ("paid", "Paid"),
                    ("due", "Due"),
                    ("owed", "Owed"),
                ],
                max_length=8,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
