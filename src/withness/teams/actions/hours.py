"""Keeping one's own hours and absences."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.teams import models
from withness.teams.rules import hours as rules
from withness.teams.rules import posts
from withness.teams.rules.hours import Weekly
from withness.trail import actions as trail
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Viewer


def keep(
    *, practitioner_id: UUID, hours: Iterable[Weekly], from_on: date | None = None, by: Viewer
) -> None:
    """Keep somebody's own weekly hours, from a day on or at once.

    With a day, the hours that stand until then stay as they are. Raises `HoursTouch`, `NoTime`.
    """
    with transaction.atomic():
        post = models.Practitioner.objects.select_for_update().filter(pk=practitioner_id).first()
        right = policy.require(by, "teams.change_hours", _there(post))
        mine = models.Hours.objects.filter(practitioner_id=practitioner_id)
        if from_on is None:
            mine.delete()
        else:
            mine.filter(from_on__gte=from_on).delete()
            mine.filter(Q(until_on=None) | Q(until_on__gte=from_on)).update(
                until_on=from_on - timedelta(days=1)
            )
        write(
            service_id=by.service_id,
            practitioner_id=practitioner_id,
            hours=hours,
            from_on=from_on,
        )
        trail.did("teams.change_hours", by=by, right=right, about=practitioner_id)


def write(
    *,
    service_id: UUID,
    practitioner_id: UUID,
    hours: Iterable[Weekly],
    from_on: date | None = None,
) -> None:
    """Write hours down. The calling deed has asked whether one may."""
    models.Hours.objects.bulk_create(
        models.Hours(
            service_id=service_id,
            practitioner_id=practitioner_id,
            weekday=one.weekday,
            begins=one.begins,
            ends=one.ends,
            from_on=from_on or one.from_on,
            until_on=one.until_on,
        )
        for one in rules.checked(hours)
    )


def be_away(*, practitioner_id: UUID, span: Span, by: Viewer) -> UUID:
    """Say that one is away; no reason is asked or kept. Return the absence's id.

    The same absence sent twice is kept once. Raises `AbsenceWrong`.
    """
    with transaction.atomic():
        post = models.Practitioner.objects.filter(pk=practitioner_id).first()
        right = policy.require(by, "teams.be_away", _there(post))
        posts.absence(span)
        row, made = models.Absence.objects.get_or_create(
            service_id=by.service_id,
            practitioner_id=practitioner_id,
            starts_at=span.start,
            ends_at=span.end,
        )
        if made:
            trail.did("teams.be_away", by=by, right=right, about=row.pk)
    return row.pk


def be_back(*, absence_id: UUID, by: Viewer) -> None:
    """Take back an absence of one's own."""
    with transaction.atomic():
        row = _there(models.Absence.objects.filter(pk=absence_id).first())
        right = policy.require(by, "teams.end_absence", row)
        models.Absence.objects.filter(pk=absence_id).delete()
        trail.did("teams.end_absence", by=by, right=right, about=absence_id)


def _there(row: object) -> object:
    if row is None:
        raise NotAllowed
    return row
