"""Taking back everything that somebody said, line by line, as they could themselves."""

from contextlib import suppress

from withness.access.rules import NotAllowed
from withness.records.actions import owning
from withness.records.models import Line
from withness.records.rules.owning import CorrectedNotRemoved
from withness.values.rules.viewer import Viewer


def take_all_back(*, by: Viewer) -> int:
    """Take back every line of the viewer's own that they may; return how many.

    Answers to them, and everybody else's words, stay whole (promise 21).
    """
    taken = 0
    rows = Line.objects.filter(speaker_id=by.person_id, taken_back_at=None)
    for line_id in list(rows.order_by("id").values_list("id", flat=True)):
        with suppress(CorrectedNotRemoved, NotAllowed):
            owning.take_back(line_id=line_id, by=by)
            taken += 1
    return taken
