"""Answering an invitation, for oneself or marked as written down for somebody."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.meetings import models
from withness.meetings.actions import events, loading
from withness.meetings.rules import life
from withness.meetings.rules.states import Answer, State
from withness.networks.queries import seats, speaking
from withness.networks.rules.deciding import Scope
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer, Way


def answer(
    *,
    invitation_id: UUID,
    answer: Answer,
    by: Viewer,
    words: str = "",
    makes_easier: str | None = None,
) -> None:
    """Answer one's own invitation; it can be changed until the meeting begins.

    Nobody's link answers for another (domain, section 16.11). `makes_easier` None keeps what was
    said. Raises `NotAllowed`, `NotPossible`, `TooLong`.
    """
    _write(
        "meetings.answer",
        invitation_id=invitation_id,
        answer=answer,
        by=by,
        words=words,
        makes_easier=makes_easier,
        writer_id=None,
    )


def answer_by_link(
    *, invitation_id: UUID, person_id: UUID, answer: Answer, service_id: UUID
) -> None:
    """Answer the one invitation whose link was opened, before the proof of who opened it.

    What was said in words stays as it is; the trail says that no proof was asked. Raises
    `NotAllowed`, `NotPossible`.
    """
    with transaction.atomic():
        one = loading.invitation(invitation_id)
        whoever = Viewer(
            service_id=service_id,
            way=Way.LINK,
            person_id=person_id,
            seats=seats.of_person(person_id),
            opens=frozenset({invitation_id}),
        )
        _write(
            "meetings.answer_by_link",
            invitation_id=invitation_id,
            answer=answer,
            by=whoever,
            words=one.answer_words or "",
            makes_easier=None,
            writer_id=None,
        )


def answer_for(
    *,
    invitation_id: UUID,
    answer: Answer,
    by: Viewer,
    words: str = "",
    makes_easier: str | None = None,
) -> None:
    """Write down what somebody said by telephone; it says for ever who wrote it (promise 3)."""
    _write(
        "meetings.answer_for",
        invitation_id=invitation_id,
        answer=answer,
        by=by,
        words=words,
        makes_easier=makes_easier,
        writer_id=loading.person_of(by),
    )


def answer_as_proxy(*, invitation_id: UUID, answer: Answer, by: Viewer) -> None:
    """Answer for somebody whom one speaks for; it says for ever who did, and as what.

    Words are nobody's to say for another: only whether they come. The person changes it at any
    time. Raises `NotAllowed`, `NotPossible`.
    """
    with transaction.atomic():
        one = loading.invitation(invitation_id)
        right = policy.require(by, "meetings.answer_as_proxy", one)
        now = timezone.now()
        life.may_answer(State(one.meeting.state), one.meeting.ends_at, now)
        one.answer, one.answered_at = answer, now if answer != Answer.NONE else None
        one.written_by_id = loading.person_of(by)
        one.proxy_id = speaking.may_speak(
            by, Scope.ARRANGING, network_id=one.meeting.network_id, person_id=one.person_id
        )
        one.save(update_fields=["answer", "answered_at", "written_by", "proxy"])
        _tell(one, "meetings.answer_as_proxy", right, by)


def _write(
    deed: str,
    *,
    invitation_id: UUID,
    answer: Answer,
    by: Viewer,
    words: str,
    makes_easier: str | None,
    writer_id: UUID | None,
) -> None:
    with transaction.atomic():
        one = loading.invitation(invitation_id)
        right = policy.require(by, deed, one)
        now = timezone.now()
        life.may_answer(State(one.meeting.state), one.meeting.ends_at, now)
        one.answer = answer
        one.answer_words = text.kept(words, text.SHORT) or None
        if makes_easier is not None:
            one.makes_easier = text.kept(makes_easier, text.SHORT) or None
        one.answered_at = now if answer != Answer.NONE else None
        one.written_by_id = writer_id if writer_id != one.person_id else None
        one.proxy = None
        one.save()
        _tell(one, deed, right, by)


def _tell(one: models.Invitation, deed: str, right: policy.Row, by: Viewer) -> None:
    events.happened(meeting_id=one.meeting_id, kind="answered", about_id=one.pk)
    trail.did(deed, by=by, right=right, about=one.pk, network=one.meeting.network_id)


def speak_up(*, left_out_id: UUID, words: str, team_may_read: bool, by: Viewer) -> None:
    """Answer to being left out; the peer alone decides whether the team reads it (promise 10)."""
    with transaction.atomic():
        row = loading.left_out(left_out_id)
        right = policy.require(by, "meetings.answer_left_out", row)
        row.answer = text.kept(words, text.WORDS) or None
        row.answered_at = timezone.now()
        row.team_may_read = team_may_read
        row.save(update_fields=["answer", "answered_at", "team_may_read"])
        trail.did(
            "meetings.answer_left_out",
            by=by,
            right=right,
            about=row.pk,
            network=row.meeting.network_id,
        )
