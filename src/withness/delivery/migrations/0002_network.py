from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='network_id',
            field=models.UUIDField(null=True),
        ),
    ]
