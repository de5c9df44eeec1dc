"""Writing lines: one's own, or somebody's words written down for them."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.meetings import models as meetings
from withness.meetings.actions import events
from withness.meetings.rules.states import Came
from withness.networks import models as networks
from withness.records import models
from withness.records.actions import found
from withness.records.rules import owning
from withness.records.rules.states import Circle, Yes
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Belonging, Viewer


def write(
    *,
    meeting_id: UUID,
    words: str,
    once: UUID,
    by: Viewer,
    circle: Circle = Circle.ROOM,
    answers: UUID | None = None,
    share: bool = True,
) -> UUID:
    """Put one's own words into a meeting's record and return the line's id.

    The same `once` writes one line, however often it is sent. `share=False` keeps the line for its
    writer alone until `share` is called. Raises `NothingSaid`, `NotBehindBacks`, `OtherWords` or
    `TooLong`.
    """
    with transaction.atomic():
        meeting, right, own_id = found.meeting(meeting_id, "records.write", by)
        known = _written(once, words, by)
        if known is not None:
            return known
        owning.circle(circle, by_practitioner=is_bound(by, meeting.network_id))
        if not share:
            owning.keepable(by_practitioner=is_bound(by, meeting.network_id))
        line = _line(meeting, own_id, own_id, words, once)
        line.circle, line.yes, line.yes_at = circle, Yes.WROTE, line.made_at
        line.answers_id = _answered(answers, meeting.network_id, by)
        if share:
            put_with_the_others(line)
        line.save(force_insert=True)
        trail.did("records.write", by=by, right=right, about=line.pk, network=meeting.network_id)
        return line.pk


def write_for(
    *,
    meeting_id: UUID,
    speaker_id: UUID,
    words: str,
    once: UUID,
    by: Viewer,
    said_yes: Yes = Yes.NOT_YET,
    by_telephone: bool = False,
) -> UUID:
    """Write down a line for somebody in the network, marked as written by another (promise 3).

    `said_yes` is `ROOM` or `TELEPHONE` where the speaker heard it read back and said yes, else
    `NOT_YET`: silence is not a yes. Raises `NothingSaid`, `NotYours` or `NotInTheRoom`.
    """
    with transaction.atomic():
        meeting, right, own_id = found.meeting(meeting_id, "records.write_for", by)
        known = _written(once, words, by)
        if known is not None:
            return known
        if said_yes in (Yes.WROTE, Yes.PAGE):
            raise owning.NotYours
        if not belongs(speaker_id, meeting.network_id):
            raise NotAllowed
        if said_yes == Yes.ROOM and not were_there(meeting.pk, {speaker_id, own_id}):
            raise owning.NotInTheRoom
        line = _line(meeting, speaker_id, own_id, words, once)
        line.circle = owning.circle_for_another(said_yes, by_telephone=by_telephone)
        line.yes = said_yes
        line.yes_at = None if said_yes == Yes.NOT_YET else line.made_at
        put_with_the_others(line)
        line.save(force_insert=True)
        trail.did(
            "records.write_for", by=by, right=right, about=line.pk, network=meeting.network_id
        )
        return line.pk


def were_there(meeting_id: UUID, people: set[UUID]) -> bool:
    """Whether all of these people were at that meeting."""
    there = meetings.Attendance.objects.filter(meeting_id=meeting_id, person_id__in=people)
    return there.exclude(came=Came.MISSED).count() == len(people)


def belongs(person_id: UUID, network_id: UUID) -> bool:
    """Whether somebody belongs to a network now."""
    seats = networks.Membership.objects.filter(person_id=person_id, network_id=network_id)
    return seats.filter(left_at=None).exists()


def is_bound(by: Viewer, network_id: UUID) -> bool:
    """Whether whoever writes is there by their work: a practitioner, cover, an agency's guest.

    Those who come by their work keep nothing from the people whose meeting it is (promise 1).
    """
    seat = by.seat_in(network_id)
    return seat is None or seat.belonging in (Belonging.PRACTITIONER, Belonging.AGENCY)


def _written(once: UUID, words: str, by: Viewer) -> UUID | None:
    """Return the line already written under this mark; somebody else's mark is refused."""
    known = models.Line.objects.filter(once=once).first()
    if known is None:
        return None
    if known.written_by_id != by.person_id:
        raise NotAllowed
    owning.same_words(
        kept=known.words,
        typed=text.kept(words, text.WORDS),
        was_changed=known.changed_at is not None,
    )
    return known.pk


def _line(
    meeting: meetings.Meeting, speaker_id: UUID, writer_id: UUID, words: str, once: UUID
) -> models.Line:
    clean = text.kept(words, text.WORDS)
    if not clean:
        raise owning.NothingSaid
    return models.Line(
        service_id=meeting.service_id,
        meeting=meeting,
        network_id=meeting.network_id,
        speaker_id=speaker_id,
        written_by_id=writer_id,
        words=clean,
        once=once,
        made_at=timezone.now(),
    )


def _answered(line_id: UUID | None, network_id: UUID, by: Viewer) -> UUID | None:
    if line_id is None:
        return None
    line = models.Line.objects.filter(pk=line_id, network_id=network_id).first()
    if line is None or policy.may(by, "records.read", line) is None:
        raise NotAllowed
    return line.pk


def put_with_the_others(line: models.Line) -> None:
    """Share a line: it gets its number, in the order of speaking. The caller saves it.

    A line that only its speaker reads gets none until it is opened wider: it leaves no mark.
    """
    line.shared_at = line.shared_at or timezone.now()
    if line.number is None and owning.is_marked(Circle(line.circle)):
        line.number = events.happened(meeting_id=line.meeting_id, kind="line", about_id=line.pk)


def is_practitioner(line: models.Line, *also: Belonging) -> bool:
    """Whether the line's speaker is in the network by their work, or as one of `also`.

    Somebody who never belonged came as cover: by their work, too.
    """
    seats = networks.Membership.objects.filter(
        network_id=line.network_id, person_id=line.speaker_id
    ).values_list("belonging", flat=True)
    kinds = set(seats)
    return not kinds or not kinds.isdisjoint({Belonging.PRACTITIONER, *also})
