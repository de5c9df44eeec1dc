"""Marking what one's own line says about somebody else. The mark tells nobody.

The trail names the mark and no network: nobody finds the line, or whom it is about, from there.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.records import models
from withness.records.actions import found, lines, owning
from withness.records.rules.states import As
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def mark(*, line_id: UUID, by: Viewer, person_id: UUID | None = None, name: str = "") -> UUID:
    """Mark that one's own line speaks about somebody; return the mark's id.

    `person_id`: of the network; `name`: anybody outside it; neither: it is not said about whom.
    """
    with transaction.atomic():
        line, right = found.line(line_id, "records.mark_about", by)
        if person_id is not None and not lines.belongs(person_id, line.network_id):
            raise NotAllowed
        clean = text.kept(name, text.NAME) or None
        marks = models.About.objects.filter(line=line)
        same = marks.filter(person_id=person_id).first() if person_id else None
        if same is not None:
            return same.pk
        known = marks.filter(person=None, name__isnull=True).first()
        if known is None:
            known = models.About(service_id=line.service_id, line=line, made_at=timezone.now())
        known.person_id, known.name = person_id, clean
        known.save()
        trail.did("records.mark_about", by=by, right=right, about=known.pk)
        return known.pk


def unmark(*, about_id: UUID, by: Viewer) -> None:
    """Take a mark off one's own line. What was shown to somebody stays open to them by name."""
    with transaction.atomic():
        row, _line, right = _own(about_id, by)
        row.delete()
        trail.did("records.mark_about", by=by, right=right, about=about_id)


def show(*, about_id: UUID, by: Viewer) -> None:
    """Show one's own line to the person it speaks about; they can say something beside it."""
    with transaction.atomic():
        row, line, right = _own(about_id, by)
        if row.person_id is None:
            raise NotAllowed
        owning.named(line, row.person_id, As.SPOKEN_OF)
        row.shown_at = timezone.now()
        row.save(update_fields=["shown_at"])
        trail.did("records.open_wider", by=by, right=right, about=line.pk, network=line.network_id)


def let_leave(*, about_id: UUID, yes: bool, by: Viewer) -> None:
    """Say, or take back, one's own yes that a line about somebody may go to others.

    It goes only where both say so: who said it, and of whom it speaks.
    """
    with transaction.atomic():
        row = models.About.objects.select_for_update().filter(pk=about_id).first()
        if row is None or by.person_id is None:
            raise NotAllowed
        right = policy.require(by, "records.let_leave", row)
        own = models.Leave.objects.filter(about=row, person_id=by.person_id)
        if yes and not own.exists():
            models.Leave(
                service_id=row.service_id,
                about=row,
                person_id=by.person_id,
                since_at=timezone.now(),
            ).save(force_insert=True)
        elif not yes:
            own.delete()
        trail.did("records.let_leave", by=by, right=right, about=about_id)


def _own(about_id: UUID, by: Viewer) -> tuple[models.About, models.Line, policy.Row]:
    line_id = models.About.objects.filter(pk=about_id).values_list("line_id", flat=True).first()
    if line_id is None:
        raise NotAllowed
    line, right = found.line(line_id, "records.mark_about", by)
    row = models.About.objects.filter(pk=about_id, line=line).first()
    if row is None:
        raise NotAllowed
    return row, line, right
