"""When practitioners can meet, as far as their hours, absences and own calendars say.

What they have already agreed with networks is not known down here: `meetings` takes that away.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from withness.teams import models
from withness.teams.rules import hours as rules
from withness.values.rules import spans
from withness.values.rules.spans import Span


def free(practitioner_ids: Iterable[UUID], window: Span) -> dict[UUID, tuple[Span, ...]]:
    """Return when each of them is free inside the window: sorted, joined, UTC.

    Every id asked for is answered; one that is not of this service is never free. Four queries,
    however many people.
    """
    ids = set(practitioner_ids)
    answer: dict[UUID, tuple[Span, ...]] = dict.fromkeys(ids, ())
    taken = _taken(ids, window)
    for practitioner_id, works in working(ids, window).items():
        answer[practitioner_id] = spans.without(works, taken[practitioner_id])
    return answer


def working(practitioner_ids: Iterable[UUID], window: Span) -> dict[UUID, tuple[Span, ...]]:
    """Return when each of them works inside the window by their hours alone."""
    ids = set(practitioner_ids)
    weekly = _weekly(ids)
    found: dict[UUID, tuple[Span, ...]] = {}
    posts = models.Practitioner.objects.filter(pk__in=ids)
    for one, zone, began, left in posts.values_list("id", "team__zone", "began_on", "left_on"):
        employed = rules.days_between(began, left, window, zone)
        found[one] = rules.working(weekly[one], employed, zone) if employed else ()
    return found


def away(practitioner_ids: Iterable[UUID], at: datetime) -> frozenset[UUID]:
    """Return who of them is absent at that instant."""
    rows = models.Absence.objects.filter(
        practitioner_id__in=set(practitioner_ids), starts_at__lte=at, ends_at__gt=at
    )
    return frozenset(rows.values_list("practitioner_id", flat=True))


def _weekly(ids: set[UUID]) -> dict[UUID, list[rules.Weekly]]:
    weekly: dict[UUID, list[rules.Weekly]] = defaultdict(list)
    rows = models.Hours.objects.filter(practitioner_id__in=ids)
    for one, weekday, begins, ends, from_on, until_on in rows.values_list(
        "practitioner_id", "weekday", "begins", "ends", "from_on", "until_on"
    ):
        weekly[one].append(rules.Weekly(weekday, begins, ends, from_on, until_on))
    return weekly


def _taken(ids: set[UUID], window: Span) -> dict[UUID, list[Span]]:
    """Return absences and busy times of each, in two queries."""
    taken: dict[UUID, list[Span]] = defaultdict(list)
    tables: Sequence[type[models.Absence | models.Busy]] = (models.Absence, models.Busy)
    for table in tables:
        rows = table.objects.filter(
            practitioner_id__in=ids, starts_at__lt=window.end, ends_at__gt=window.start
        )
        for one, start, end in rows.values_list("practitioner_id", "starts_at", "ends_at"):
            taken[one].append(Span(start, end))
    return taken
