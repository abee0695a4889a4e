import bursar.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing has run with the first shape: the table is made anew."""

    dependencies = [
        ('accounts', '0001_initial'),
        ('lifecycle', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name='PendingSignUp'),
        migrations.CreateModel(
            name='PendingSignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(db_index=True, max_length=254)),
                ('first_name', models.CharField(max_length=80)),
                ('last_name', models.CharField(max_length=80)),
                ('password', models.CharField(blank=True, max_length=128)),
                ('organisation', models.CharField(max_length=120)),
                ('time_zone', models.CharField(default='Europe/Paris', max_length=60)),
                ('language', models.CharField(default='en', max_length=5)),
                ('token_hash', models.CharField(blank=True, db_index=True, max_length=64)),
                ('created_at', models.DateTimeField(default=bursar.core.clock.now)),
                ('completed_at', models.DateTimeField(null=True)),
                ('account', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_up', to='accounts.account')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('account__isnull', True), models.Q(('completed_at__isnull', False), ('person__isnull', False)), _connector='OR'), name='sign_up_account_when_completed')],
            },
        ),
    ]
