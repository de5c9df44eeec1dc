"""Seals refuse to be changed, too; an entry goes only after a seal said that it was let go."""

from django.db import migrations

REFUSED = "SELECT RAISE(ABORT, 'the trail is append-only')"
LET_GO = """(SELECT 1 FROM trail_seal AS seal
             WHERE seal.service_id = OLD.service_id AND seal.let_go >= OLD.id)"""
SQLITE = [
    f"""CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON trail_entry
       BEGIN {REFUSED}; END""",
    f"""CREATE TRIGGER trail_entry_no_delete BEFORE DELETE ON trail_entry
       WHEN NOT EXISTS {LET_GO} BEGIN {REFUSED}; END""",
    f"""CREATE TRIGGER trail_seal_no_update BEFORE UPDATE ON trail_seal
       BEGIN {REFUSED}; END""",
    f"""CREATE TRIGGER trail_seal_no_delete BEFORE DELETE ON trail_seal
       BEGIN {REFUSED}; END""",
]
POSTGRESQL = [
    """CREATE TRIGGER trail_entry_no_change BEFORE UPDATE OR DELETE ON trail_entry
       FOR EACH ROW EXECUTE FUNCTION trail_refuse_unless_let_go()""",
    """CREATE TRIGGER trail_entry_no_truncate BEFORE TRUNCATE ON trail_entry
       FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()""",
    """CREATE TRIGGER trail_seal_no_change BEFORE UPDATE OR DELETE ON trail_seal
       FOR EACH ROW EXECUTE FUNCTION trail_refuse()""",
    """CREATE TRIGGER trail_seal_no_truncate BEFORE TRUNCATE ON trail_seal
       FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()""",
]
FUNCTION = f"""CREATE FUNCTION trail_refuse_unless_let_go() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF TG_OP = 'DELETE' AND EXISTS {LET_GO} THEN RETURN OLD; END IF;
      RAISE EXCEPTION 'the trail is append-only';
    END $$"""
BEFORE_SQLITE = [
    "DROP TRIGGER trail_entry_no_update",
    "DROP TRIGGER trail_entry_no_delete",
]
BEFORE_POSTGRESQL = [
    "DROP TRIGGER trail_entry_no_change ON trail_entry",
    "DROP TRIGGER trail_entry_no_truncate ON trail_entry",
    FUNCTION,
]


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        statements = BEFORE_SQLITE + SQLITE
    else:
        statements = BEFORE_POSTGRESQL + POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("trail", "0003_seals")]
    operations = [migrations.RunPython(refuse_changes, migrations.RunPython.noop)]
