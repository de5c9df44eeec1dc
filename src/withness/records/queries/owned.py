"""What only the owner of a line is told: what it said before, and to whom they opened it."""

from datetime import datetime
from uuid import UUID

from withness.people.queries import persons
from withness.records import models
from withness.sealing.models import field
from withness.values.rules.viewer import Viewer

open_wording = field.opener(models.Wording, "words")


def earlier_wordings(viewer: Viewer, line_id: UUID) -> tuple[tuple[str, datetime], ...]:
    """Return what a line said before and until when, newest first; only its owner gets any."""
    if viewer.person_id is None:
        return ()
    rows = models.Wording.objects.filter(line_id=line_id, line__speaker_id=viewer.person_id)
    return tuple(
        (open_wording(row_id, words), until)
        for row_id, words, until in rows.order_by("-until_at").values_list(
            "id", "words", "until_at"
        )
    )


def readers(viewer: Viewer, line_id: UUID) -> tuple[str, ...]:
    """Return the names of those a line was opened to one by one; only its owner is told."""
    if viewer.person_id is None:
        return ()
    rows = models.Reader.objects.filter(line_id=line_id, line__speaker_id=viewer.person_id)
    ids = list(rows.order_by("since_at").values_list("person_id", flat=True))
    names = persons.names_of(ids)
    return tuple(names[one] for one in ids if one in names)
