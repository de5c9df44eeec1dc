"""What is marked as said about somebody else: for whose words it is, and for what leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from withness.access import policy
from withness.people.models import Person
from withness.records import models
from withness.records.rules import about as rules
from withness.sealing.models import field
from withness.values.rules.viewer import Viewer

open_person = field.opener(Person, "name")
open_name = field.opener(models.About, "name")


@dataclass(frozen=True, slots=True)
class AboutFact:
    """One mark on one's own line. `name` is "" where it is not said about whom.

    `can_be_shown`: it is about somebody here who was not shown it yet. `agreed`: the speaker's yes
    that it may leave; `both_agreed`: the other one's as well.
    """

    id: UUID
    name: str
    can_be_shown: bool
    is_shown: bool
    agreed: bool
    both_agreed: bool


def of_line(viewer: Viewer, line_id: UUID) -> tuple[AboutFact, ...]:
    """Return the marks on one's own line; nobody else is told that there are any."""
    if viewer.person_id is None:
        return ()
    rows = models.About.objects.filter(line_id=line_id, line__speaker_id=viewer.person_id)
    columns = ("id", "person_id", "person__name", "name", "shown_at", "line__speaker_id")
    found = list(rows.order_by("made_at", "id").values_list(*columns))
    agreed = _agreed([row[0] for row in found]) if found else {}
    return tuple(
        AboutFact(
            row[0],
            open_person(row[1], row[2]) if row[1] else open_name(row[0], row[3]),
            row[1] is not None and row[4] is None,
            row[4] is not None,
            viewer.person_id in agreed.get(row[0], frozenset()),
            _may_leave(row[5], row[1], agreed.get(row[0], frozenset())),
        )
        for row in found
    )


def shown_to(viewer: Viewer, line_id: UUID) -> tuple[UUID, bool] | None:
    """Return the mark by which a line about the viewer was shown to them, and their own yes."""
    if viewer.person_id is None:
        return None
    rows = models.About.objects.filter(
        line_id=line_id, person_id=viewer.person_id, shown_at__isnull=False
    )
    found = policy.open_to(viewer, "records.let_leave", rows).values_list("id", flat=True).first()
    if found is None:
        return None
    return found, viewer.person_id in _agreed([found]).get(found, frozenset())


def marked(line_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of the lines that stay here: they speak of somebody, and not both agreed.

    Asked before lines go to third parties or into somebody's own archive. It tells whoever sends
    them nothing but what to leave out; it is never shown.
    """
    rows = models.About.objects.filter(line_id__in=list(line_ids))
    found = list(rows.values_list("id", "line_id", "line__speaker_id", "person_id"))
    agreed = _agreed([row[0] for row in found]) if found else {}
    return frozenset(
        row[1] for row in found if not _may_leave(row[2], row[3], agreed.get(row[0], frozenset()))
    )


def _may_leave(speaker_id: UUID, spoken_of: UUID | None, agreed: frozenset[UUID]) -> bool:
    return rules.may_leave(speaker_id=speaker_id, spoken_of=spoken_of, agreed=agreed)


def _agreed(about_ids: list[UUID]) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, frozenset[UUID]] = {}
    rows = models.Leave.objects.filter(about_id__in=about_ids)
    for about_id, person_id in rows.values_list("about_id", "person_id"):
        found[about_id] = found.get(about_id, frozenset()) | {person_id}
    return found
