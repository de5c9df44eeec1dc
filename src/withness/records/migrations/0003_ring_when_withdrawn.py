"""Rings for every open stream when somebody leaves or a link is revoked, whoever wrote it down.

PostgreSQL alone: on SQLite every change is noticed anyway.
"""

from django.db import migrations

from withness.meetings.rules.channel import CHANNEL

RING = f"""CREATE FUNCTION records_ring() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$"""
ON = (("people_link", "revoked_at"), ("networks_membership", "left_at"))


def ring(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(RING)
    for table, column in ON:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_withdrawn AFTER UPDATE ON {table} FOR EACH ROW "
            f"WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION records_ring()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_gone AFTER DELETE ON {table} FOR EACH ROW "
            "EXECUTE FUNCTION records_ring()"
        )


def still(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, _column in ON:
        schema_editor.execute(f"DROP TRIGGER {table}_withdrawn ON {table}")
        schema_editor.execute(f"DROP TRIGGER {table}_gone ON {table}")
    schema_editor.execute("DROP FUNCTION records_ring()")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_circles_asking_holding"),
        ("people", "0001_initial"),
        ("networks", "0001_initial"),
    ]
    operations = [migrations.RunPython(ring, still)]
