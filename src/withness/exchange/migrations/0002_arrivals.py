

import django.db.models.deletion
import withness.exchange.rules.table
import withness.sealing.models.field
import withness.service.models.owned
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0001_initial'),
        ('meetings', '0001_initial'),
        ('networks', '0001_initial'),
        ('people', '0001_initial'),
        ('service', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.UUIDField(default=withness.service.models.owned.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', withness.sealing.models.field.SealedText(null=True)),
                ('read_as', models.CharField(choices=[(withness.exchange.rules.table.Encoding['UTF8'], withness.exchange.rules.table.Encoding['UTF8']), (withness.exchange.rules.table.Encoding['UTF16'], withness.exchange.rules.table.Encoding['UTF16']), (withness.exchange.rules.table.Encoding['GUESSED'], withness.exchange.rules.table.Encoding['GUESSED'])], max_length=10)),
                ('made_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('networks', models.PositiveIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Arrived',
            fields=[
                ('id', models.UUIDField(default=withness.service.models.owned.new_id, editable=False, primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name='extract',
            index=models.Index(fields=['network', 'handed_at'], name='exchange_network'),
        ),
        migrations.AddField(
            model_name='arrival',
            name='brought_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='arrival',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='service.service'),
        ),
        migrations.AddField(
            model_name='arrived',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.network'),
        ),
        migrations.AddField(
            model_name='arrived',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='service.service'),
        ),
        migrations.AddConstraint(
            model_name='arrived',
            constraint=models.UniqueConstraint(fields=('service', 'mark'), name='a_row_comes_in_once'),
        ),
    ]
