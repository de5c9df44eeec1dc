"""Open promises of a whole service by their end, and a caller who would rather not be rung."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial"), ("service", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["service", "promised_until", "id"],
                name="contacts_nearest_first",
            ),
        ),
    ]
