"""What is to be told of the ends of grants, and grants found by their end."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_api_tokens'),
        ('grants', '0004_places_of_ticks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EndNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField()),
                ('due_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddIndex(
            model_name='grant',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), ('valid_until__isnull', False)), fields=['account', 'valid_until'], name='grant_by_end'),
        ),
        migrations.AddField(
            model_name='endnotice',
            name='grant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='end_notices', to='grants.grant'),
        ),
        migrations.AddIndex(
            model_name='endnotice',
            index=models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['due_at', 'id'], name='end_notice_waiting'),
        ),
        migrations.AddConstraint(
            model_name='endnotice',
            constraint=models.UniqueConstraint(fields=('grant', 'days'), name='end_notice_once'),
        ),
    ]
