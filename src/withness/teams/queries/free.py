"""When practitioners can meet, as far as their hours, absences and own calendars say.

What they have already agreed with networks is not known down here: `meetings` takes that away.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from withness.service.models.prepared import Prepared
from withness.teams import models
from withness.teams.rules import hours as rules
from withness.values.rules import spans
from withness.values.rules.spans import Span


def free(practitioner_ids: Iterable[UUID], window: Span) -> dict[UUID, tuple[Span, ...]]:
    """Return when each of them is free inside the window: sorted, joined, UTC.

    Every id asked for is answered; one that is not of this service is never free. Two queries,
    however many people.
    """
    ids = set(practitioner_ids)
    answer: dict[UUID, tuple[Span, ...]] = dict.fromkeys(ids, ())
    taken = _taken(ids, window)
    for practitioner_id, works in working(ids, window).items():
        answer[practitioner_id] = spans.without(works, taken[practitioner_id])
    return answer


def working(practitioner_ids: Iterable[UUID], window: Span) -> dict[UUID, tuple[Span, ...]]:
    """Return when each of them works inside the window by their hours alone: one query.

    Who has no hours is not in the answer.
    """
    weekly: dict[UUID, list[rules.Weekly]] = defaultdict(list)
    posts: dict[UUID, tuple[str, date | None, date | None]] = {}
    for one, zone, began, left, *hours in _hours.ask(list(set(practitioner_ids))):
        posts[one] = (zone, began, left)
        weekly[one].append(rules.Weekly(*hours))
    found: dict[UUID, tuple[Span, ...]] = {}
    for one, (zone, began, left) in posts.items():
        employed = rules.days_between(began, left, window, zone)
        found[one] = rules.working(weekly[one], employed, zone) if employed else ()
    return found


_hours = Prepared(
    lambda ids: models.Hours.objects.filter(practitioner_id__in=ids).values_list(
        "practitioner_id", "practitioner__team__zone", "practitioner__began_on",
        "practitioner__left_on", "weekday", "begins", "ends", "from_on", "until_on",
    )
)  # fmt: skip


def away(practitioner_ids: Iterable[UUID], at: datetime) -> frozenset[UUID]:
    """Return who of them is absent at that instant."""
    rows = models.Absence.objects.filter(
        practitioner_id__in=set(practitioner_ids), starts_at__lte=at, ends_at__gt=at
    )
    return frozenset(rows.values_list("practitioner_id", flat=True))


def _taken(ids: set[UUID], window: Span) -> dict[UUID, list[Span]]:
    """Return absences and busy times of each, in one query."""
    taken: dict[UUID, list[Span]] = defaultdict(list)
    absent, busy = (
        table.objects.filter(
            practitioner_id__in=ids, starts_at__lt=window.end, ends_at__gt=window.start
        ).values_list("practitioner_id", "starts_at", "ends_at")
        for table in (models.Absence, models.Busy)
    )
    for one, start, end in absent.union(busy, all=True):
        taken[one].append(Span(start, end))
    return taken
