"""What an attack may not do: write rows, break a page, or tell forbidden from absent."""

from contextlib import contextmanager
from uuid import uuid4

from django.db import connection, transaction

from tests.house.doors import path_of

# What a look may write: who looked, and the session that carries the form's mark.
WRITTEN_BY_LOOKING = ("trail_entry", "web_session", "web_cache", "people_visit")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
ABSENT = {name: uuid4() for name in (
    "contact_id", "network_id", "meeting_id", "invitation_id", "message_id", "person_id",
    "line_id", "agreement_id", "question_id", "practitioner_id", "team_id", "reach_id", "link_id",
    "visit_id", "trusted_id", "back_id",
    "absence_id", "calendar_id", "turn_id", "place_id", "left_out_id", "arrival_id", "extract_id",
    "consent_id", "study_id", "fact_id", "asked_id", "death_id", "young_id", "removal_id",
    "proxy_id",
)} | {"token": "no-such-token", "duty": "rota", "language": "de"}  # fmt: skip


@contextmanager
def undone():
    """Run a request and take back whatever it did; yields the list of what it wrote."""
    written: list[str] = []

    def note(execute, sql, params, many, context):
        kept = any(table in sql[:80] for table in WRITTEN_BY_LOOKING)
        if sql.lstrip().upper().startswith(WRITES) and not kept:
            written.append(sql[:120])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            yield written
        transaction.set_rollback(True)


def at(pattern, arguments, objects) -> str:
    """Return the path of an address, with what the scene has and what is nowhere for the rest."""
    return path_of(pattern, arguments, ABSENT | objects)
