"""Destroying what was taken back, once the law no longer asks to keep it (promise 21)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from withness.records import models
from withness.records.rules import owning


def destroy(*, line_id: UUID, days: int | None, now: datetime) -> bool:
    """Overwrite a line's words and everything that was said with them; return whether it was due.

    The row stays, as "taken back on"; what others said beside it is theirs and stays.
    """
    with transaction.atomic():
        line = models.Line.objects.select_for_update().filter(pk=line_id, destroyed_at=None).first()
        if line is None or line.taken_back_at is None:
            return False
        if not owning.due_to_go(line.taken_back_at, days, now):
            return False
        line.words, line.destroyed_at = "", now
        line.save(update_fields=["words", "destroyed_at"])
        models.Wording.objects.filter(line=line).delete()
        models.Reader.objects.filter(line=line).delete()
        models.About.objects.filter(line=line).delete()
        return True
