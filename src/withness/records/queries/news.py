"""What is new in a meeting for one viewer: numbers only, never words."""

from dataclasses import dataclass
from uuid import UUID

from withness.access import policy as access
from withness.meetings.queries import events
from withness.records import models
from withness.records.queries import page
from withness.values.rules.viewer import Viewer

# what concerns a line that stands there already: told only to those who read it
OF_A_LINE = frozenset({"line", "line_changed", "line_confirmed"})


@dataclass(frozen=True, slots=True)
class News:
    """The last number that was looked at, and whether anything up to it concerns the viewer."""

    number: int
    is_any: bool


def since(viewer: Viewer, meeting_id: UUID, number: int) -> News:
    """Return what happened after that number, or raise `NotAllowed` once it is not open.

    A line that the viewer may not read makes no sound. One that was opened, narrowed or taken back
    does, because it has to come or to go.
    """
    page.head(viewer, meeting_id)
    found = events.since(meeting_id, number)
    if not found:
        return News(number, is_any=False)
    about = [event.about_id for event in found if event.about_id and event.kind in OF_A_LINE]
    rows = models.Line.objects.filter(pk__in=about)
    readable = set(access.open_to(viewer, "records.read", rows).values_list("pk", flat=True))
    is_any = any(event.kind not in OF_A_LINE or event.about_id in readable for event in found)
    return News(found[-1].number, is_any=is_any)
