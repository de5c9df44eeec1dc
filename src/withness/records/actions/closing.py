"""What a meeting ends with: agreements or none, what stays open, when next; and closing it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.meetings import models as meetings
from withness.meetings.actions import events, holding
from withness.records import models
from withness.records.actions import found
from withness.records.rules import owning
from withness.records.rules.states import Outcome
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def agree(
    *,
    meeting_id: UUID,
    words: str,
    once: UUID,
    by: Viewer,
    who: str = "",
    by_when: str = "",
    made_elsewhere: bool = False,
) -> UUID:
    """Write down something the network agreed, in its own words; return its id."""
    with transaction.atomic():
        meeting, right, own_id = found.meeting(meeting_id, "records.agree", by)
        known = models.Agreement.objects.filter(once=once).first()
        if known is not None:
            return _here(known, meeting)
        row = models.Agreement(
            service_id=meeting.service_id,
            meeting=meeting,
            network_id=meeting.network_id,
            words=_said(words),
            who=text.kept(who, text.SHORT) or None,
            by_when=text.kept(by_when, text.SHORT) or None,
            written_by_id=own_id,
            made_elsewhere=made_elsewhere,
            once=once,
            made_at=timezone.now(),
        )
        row.number = events.happened(meeting_id=meeting_id, kind="agreement", about_id=row.pk)
        row.save(force_insert=True)
        _closing(meeting, outcome=Outcome.AGREED)
        trail.did("records.agree", by=by, right=right, about=row.pk, network=meeting.network_id)
        return row.pk


def no_decision(*, meeting_id: UUID, by: Viewer) -> None:
    """Note that there was no decision today: a full outcome (promise 17).

    Where something was agreed already, that stays and nothing changes.
    """
    with transaction.atomic():
        meeting, right, _ = found.meeting(meeting_id, "records.agree", by)
        agreed = models.Agreement.objects.filter(meeting=meeting, struck_at=None).exists()
        if not agreed:
            _closing(meeting, outcome=Outcome.NO_DECISION)
            events.happened(meeting_id=meeting_id, kind="closing")
            trail.did(
                "records.agree", by=by, right=right, about=meeting_id, network=meeting.network_id
            )


def strike(*, agreement_id: UUID, by: Viewer) -> None:
    """Strike an agreement that was written wrongly; it stays to be seen as struck."""
    with transaction.atomic():
        row = models.Agreement.objects.filter(pk=agreement_id).first()
        if row is None:
            raise NotAllowed
        meeting, right, _ = found.meeting(row.meeting_id, "records.agree", by)
        row.struck_at = timezone.now()
        row.save(update_fields=["struck_at"])
        events.happened(meeting_id=meeting.pk, kind="agreement", about_id=row.pk)
        trail.did("records.agree", by=by, right=right, about=row.pk, network=meeting.network_id)


def wonder(*, meeting_id: UUID, words: str, once: UUID, by: Viewer) -> UUID:
    """Write down what the network does not know yet; return the open question's id."""
    with transaction.atomic():
        meeting, right, own_id = found.meeting(meeting_id, "records.agree", by)
        known = models.OpenQuestion.objects.filter(once=once).first()
        if known is not None:
            return _here(known, meeting)
        row = models.OpenQuestion(
            service_id=meeting.service_id,
            meeting=meeting,
            network_id=meeting.network_id,
            words=_said(words),
            written_by_id=own_id,
            once=once,
            made_at=timezone.now(),
        )
        row.number = events.happened(meeting_id=meeting_id, kind="question", about_id=row.pk)
        row.save(force_insert=True)
        trail.did("records.agree", by=by, right=right, about=row.pk, network=meeting.network_id)
        return row.pk


def let_go(*, question_id: UUID, meeting_id: UUID, by: Viewer) -> None:
    """Let an open question go, in a meeting of its network."""
    with transaction.atomic():
        meeting, right, _ = found.meeting(meeting_id, "records.agree", by)
        row = models.OpenQuestion.objects.filter(
            pk=question_id, network_id=meeting.network_id
        ).first()
        if row is None:
            raise NotAllowed
        row.let_go_at = timezone.now()
        row.save(update_fields=["let_go_at"])
        events.happened(meeting_id=meeting_id, kind="question", about_id=row.pk)
        trail.did("records.agree", by=by, right=right, about=row.pk, network=meeting.network_id)


def next_time(*, meeting_id: UUID, agreed: bool, words: str, by: Viewer) -> None:
    """Note when, where and with whom next in the network's words, or that nothing was agreed."""
    with transaction.atomic():
        meeting, right, _ = found.meeting(meeting_id, "records.agree", by)
        _closing(meeting, next_agreed=agreed, next_words=text.kept(words, text.SHORT) or None)
        events.happened(meeting_id=meeting_id, kind="closing")
        trail.did("records.agree", by=by, right=right, about=meeting_id, network=meeting.network_id)


def close(*, meeting_id: UUID, by: Viewer, reflected: bool = False) -> None:
    """Close a meeting: it counts as held, and its promise as kept. Raises `EndedUnsaid`."""
    with transaction.atomic():
        meeting, right, own_id = found.meeting(meeting_id, "records.close", by)
        known = models.Closing.objects.filter(meeting=meeting).first()
        if known is not None and known.closed_at is not None:
            return
        if known is None or not known.outcome:
            raise owning.EndedUnsaid
        _closing(meeting, reflected=reflected, closed_by_id=own_id, closed_at=timezone.now())
        holding.hold(meeting_id=meeting_id, by=by)
        trail.did("records.close", by=by, right=right, about=meeting_id, network=meeting.network_id)


def _here(known: models.Agreement | models.OpenQuestion, meeting: meetings.Meeting) -> UUID:
    if known.meeting_id != meeting.pk:
        raise NotAllowed  # the mark of another meeting's page
    return known.pk


def _said(words: str) -> str:
    clean = text.kept(words, text.WORDS)
    if not clean:
        raise owning.NothingSaid
    return clean


def _closing(meeting: meetings.Meeting, **what: object) -> None:
    models.Closing.objects.update_or_create(
        meeting=meeting, defaults=what, create_defaults={"service_id": meeting.service_id, **what}
    )
