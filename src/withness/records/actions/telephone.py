"""Carrying out what somebody says on the telephone about their own words (promises 3 and 23).

What closes counts at once; what opens waits for the speaker's own yes, unless both sit together.
Each deed is kept with who wrote it down, and the speaker is told at once on every way to them.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.actions import telling
from withness.meetings import models as meetings
from withness.meetings.rules.states import State
from withness.networks import models as networks
from withness.people.models import Person
from withness.records import models
from withness.records.actions import earlier, found, lines, owning
from withness.records.queries import telephone as queries
from withness.records.rules import owning as own_rules
from withness.records.rules import telephone as rules
from withness.records.rules.states import Answer, As, Circle, Said, Yes
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def take_back(*, line_id: UUID, by: Viewer) -> UUID:
    """Take a line back for its speaker, at once; return what the speaker can undo it by."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.take_back_for", by)
        row, _ = _kept(_of_line(line), Said.TAKE_BACK, heard=Yes.TELEPHONE, by=by)
        line.mark_stays = False
        owning.sealed(line)
        row.counts_at = line.taken_back_at
        row.save(update_fields=["counts_at"])
        trail.did(
            "records.take_back_for", by=by, right=right, about=line.pk, network=row.network_id
        )
        return row.pk


def choose_circle(*, line_id: UUID, circle: Circle, heard: Yes, by: Viewer) -> UUID:
    """Open a line wider or narrower for its speaker. Raises `NotTogetherNow`."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.open_for", by)
        own_rules.circle(circle, by_practitioner=False)
        if circle == Circle.ONLY_ME:  # each of those named before can be named again
            for person_id in models.Reader.objects.filter(line=line).values_list(
                "person_id", flat=True
            ):
                _closed(line, person_id, by, tell=False)
        row, counts = _kept(
            _of_line(line), Said.CIRCLE, to=circle, before=line.circle, heard=heard, by=by
        )
        if counts:
            owning.circled(line, circle)
        trail.did("records.open_for", by=by, right=right, about=line.pk, network=row.network_id)
        return row.pk


def open_to(*, line_id: UUID, person_id: UUID, heard: Yes, by: Viewer) -> UUID:
    """Open a line to one more person of the network for its speaker. Raises `NotTogetherNow`."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.open_for", by)
        if person_id == line.speaker_id or not lines.belongs(person_id, line.network_id):
            raise NotAllowed
        row, counts = _kept(
            _of_line(line, person_id), Said.OPEN_TO, to=As.NAMED,
            before=_named_as(line, person_id), heard=heard, by=by,
        )  # fmt: skip
        if counts and not row.before:
            owning.named(line, person_id, As.NAMED)
        trail.did("records.open_for", by=by, right=right, about=line.pk, network=row.network_id)
        return row.pk


def close_to(*, line_id: UUID, person_id: UUID, by: Viewer) -> UUID:
    """Take back from one person what was opened to them by name, whether it was or not."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.open_for", by)
        if person_id == line.speaker_id or not lines.belongs(person_id, line.network_id):
            raise NotAllowed
        row = _closed(line, person_id, by)
        trail.did("records.open_for", by=by, right=right, about=line.pk, network=row.network_id)
        return row.pk


def mark(*, line_id: UUID, by: Viewer, person_id: UUID | None = None, name: str = "") -> UUID:
    """Mark that a line one wrote down on the telephone speaks about somebody; tells nobody else."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.mark_for", by)
        if person_id is not None and not lines.belongs(person_id, line.network_id):
            raise NotAllowed
        row, _ = _kept(_of_line(line), Said.ABOUT, heard=Yes.TELEPHONE, by=by)
        there = models.About.objects.filter(line=line)
        if person_id is None or not there.filter(person_id=person_id).exists():
            models.About(
                service_id=line.service_id, line=line, person_id=person_id, made_at=row.said_at,
                name=None if person_id else text.kept(name, text.NAME) or None,
            ).save(force_insert=True)  # fmt: skip
        trail.did("records.mark_for", by=by, right=right, about=row.pk)
        return row.pk


def answer(
    *,
    network_id: UUID,
    speaker_id: UUID,
    asking_id: UUID,
    meeting_id: UUID,
    answer: Answer,
    heard: Yes,
    by: Viewer,
) -> UUID:
    """Note what somebody answers when earlier words are asked for. Raises `NotTogetherNow`.

    Only for a meeting in which the practitioner reads words of theirs.
    """
    with transaction.atomic():
        meeting = found.locked(meeting_id)
        asking = models.Asking.objects.select_for_update().filter(pk=asking_id).first()
        place = networks.Membership.objects.filter(
            network_id=network_id, person_id=speaker_id, left_at=None
        ).first()
        if meeting is None or asking is None or place is None or asking.network_id != network_id:
            raise NotAllowed
        right = policy.require(by, "records.answer_for", place)
        offered = queries.askings(by, network_id, speaker_id)
        if (asking_id, meeting_id) not in {
            (one.asking_id, wait.meeting_id) for one in offered for wait in one.meetings
        }:
            raise NotAllowed
        before = earlier.given(asking_id, meeting_id, speaker_id).first()
        of = _Of(asking.service_id, network_id, speaker_id, meeting_id, asking_id=asking_id)
        row, counts = _kept(
            of, Said.ANSWER, to=answer, before=before.answer if before else "", heard=heard, by=by
        )
        if counts:
            earlier.give(asking, meeting_id, speaker_id, answer)
        trail.did("records.answer_for", by=by, right=right, about=row.pk)
        return row.pk


@dataclass(frozen=True, slots=True)
class _Of:
    """Whose words a deed is about, and which."""

    service_id: UUID
    network_id: UUID
    speaker_id: UUID
    meeting_id: UUID
    line_id: UUID | None = None
    asking_id: UUID | None = None
    person_id: UUID | None = None


def _of_line(line: models.Line, person_id: UUID | None = None) -> _Of:
    return _Of(
        line.service_id, line.network_id, line.speaker_id, line.meeting_id, line.pk,
        person_id=person_id,
    )  # fmt: skip


def _closed(line: models.Line, person_id: UUID, by: Viewer, *, tell: bool = True) -> models.Spoken:
    row, _ = _kept(
        _of_line(line, person_id), Said.CLOSE_TO, before=_named_as(line, person_id),
        heard=Yes.TELEPHONE, by=by, tell=tell,
    )  # fmt: skip
    owning.unnamed(line, person_id)
    return row


def _named_as(line: models.Line, person_id: UUID) -> str:
    rows = models.Reader.objects.filter(line=line, person_id=person_id)
    return rows.values_list("named_as", flat=True).first() or ""


def _kept(
    of: _Of,
    what: Said,
    *,
    heard: Yes,
    by: Viewer,
    to: str = "",
    before: str = "",
    tell: bool = True,
) -> tuple[models.Spoken, bool]:
    """Keep a deed, tell the speaker, and return it and whether it counts now.

    What waits already is not asked for twice, and whatever is said later takes its place.
    """
    if heard not in (Yes.ROOM, Yes.TELEPHONE):
        raise own_rules.NotYours
    if by.person_id is None:
        raise NotAllowed
    if heard == Yes.ROOM and not _sit_together(of.network_id, {of.speaker_id, by.person_id}):
        raise rules.NotTogetherNow
    now = timezone.now()
    waits = rules.waits(what, before=before, to=to, heard=heard)
    replaced = _waiting(of, what)
    same = replaced.filter(Q(person_id=of.person_id), what=what, to=to).first() if waits else None
    if same is not None:
        return same, False
    replaced.update(undone_at=now)
    row = models.Spoken(
        service_id=of.service_id, network_id=of.network_id, speaker_id=of.speaker_id,
        written_by_id=by.person_id, meeting_id=of.meeting_id, line_id=of.line_id,
        asking_id=of.asking_id, person_id=of.person_id, what=what, heard=heard, to=to,
        before=before, said_at=now, counts_at=None if waits else now,
    )  # fmt: skip
    row.save(force_insert=True)
    if tell:
        telling.every_way(
            person=Person.objects.get(pk=of.speaker_id), key=f"spoken:{row.pk}", about=row.pk,
            network=of.network_id,
        )  # fmt: skip
    return row, not waits


def _waiting(of: _Of, what: Said) -> "QuerySet[models.Spoken]":
    """Return what still waits about the same thing."""
    rows = models.Spoken.objects.filter(counts_at=None, settled_at=None, undone_at=None)
    rows = rows.filter(Q(line_id=of.line_id), speaker_id=of.speaker_id, meeting_id=of.meeting_id)
    match what:
        case Said.TAKE_BACK:
            return rows
        case Said.CIRCLE:
            return rows.filter(what=Said.CIRCLE)
        case Said.ANSWER:
            return rows.filter(Q(asking_id=of.asking_id))
        case Said.ABOUT:
            return rows.none()
        case _:
            return rows.filter(Q(person_id=of.person_id), what=Said.OPEN_TO)


def _sit_together(network_id: UUID, people: set[UUID]) -> bool:
    """Whether these people sit together now, in a meeting of the network that is under way."""
    rows = meetings.Meeting.objects.filter(network_id=network_id, state=State.UNDER_WAY)
    return any(lines.were_there(pk, people) for pk in rows.values_list("id", flat=True))
