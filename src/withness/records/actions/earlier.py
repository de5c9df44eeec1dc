"""Asking for words from before somebody joined; each speaker answers for themselves (promise 1)."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks import models as networks
from withness.records import models
from withness.records.actions import found, lines, owning
from withness.records.queries import earlier as queries
from withness.records.rules import earlier as rules
from withness.records.rules.states import Answer, As
from withness.trail import actions as trail
from withness.values.rules.viewer import Belonging, Seat, Viewer


def ask(*, network_id: UUID, joiner_id: UUID, by: Viewer) -> UUID:
    """Ask, for oneself or for somebody who joined later, to read earlier words; return its id.

    Asked once: asking again changes nothing, and presses nobody. Raises `NothingEarlier`.
    """
    with transaction.atomic():
        network = networks.Network.objects.select_for_update().filter(pk=network_id).first()
        if network is None or by.person_id is None:
            raise NotAllowed
        right = policy.require(by, "records.ask_earlier", network)
        if not lines.belongs(joiner_id, network_id):
            raise NotAllowed
        if not rules.may_ask_for(_seat(network_id, joiner_id)):
            raise rules.NothingEarlier
        asking, is_new = models.Asking.objects.get_or_create(
            network=network,
            joiner_id=joiner_id,
            defaults={
                "service_id": network.service_id,
                "asked_by_id": by.person_id,
                "asked_at": timezone.now(),
            },
        )
        if is_new:
            trail.did(
                "records.ask_earlier", by=by, right=right, about=asking.pk, network=network_id
            )
        return asking.pk


def answer(*, asking_id: UUID, meeting_id: UUID, answer: Answer, by: Viewer) -> None:
    """Say yes, no or not now for one's own words of one meeting; each can be said anew.

    A yes opens to the joiner what was open to the others; any other answer closes it again.
    """
    with transaction.atomic():
        meeting = found.locked(meeting_id)
        asking = models.Asking.objects.select_for_update().filter(pk=asking_id).first()
        if meeting is None or asking is None or by.person_id is None:
            raise NotAllowed
        right = policy.require(by, "records.answer_earlier", asking)
        give(asking, meeting_id, by.person_id, answer)
        trail.did("records.answer_earlier", by=by, right=right, about=asking.pk)


def give(asking: models.Asking, meeting_id: UUID, speaker_id: UUID, answer: Answer) -> None:
    """Write down a speaker's answer and open or close. The caller holds the meeting, and may.

    Raises `NotAllowed` where the speaker has no words there that it asks for.
    """
    asked = queries.lines_asked_about(speaker_id, asking.pk, meeting_id)
    known = given(asking.pk, meeting_id, speaker_id)
    if not asked and not known.exists():
        raise NotAllowed
    now = timezone.now()
    models.Answered.objects.update_or_create(
        asking=asking,
        speaker_id=speaker_id,
        meeting_id=meeting_id,
        defaults={"answer": answer, "at": now},
        create_defaults={"service_id": asking.service_id, "answer": answer, "at": now},
    )
    _open_or_close(asking, meeting_id, asked, answer, speaker_id)


def given(asking_id: UUID, meeting_id: UUID, speaker_id: UUID) -> "QuerySet[models.Answered]":
    """Return a speaker's own answer for one meeting: one row, or none."""
    return models.Answered.objects.filter(
        asking_id=asking_id, speaker_id=speaker_id, meeting_id=meeting_id
    )


def _open_or_close(
    asking: models.Asking,
    meeting_id: UUID,
    asked: tuple[UUID, ...],
    answer: Answer,
    speaker_id: UUID,
) -> None:
    opened = models.Reader.objects.filter(
        person_id=asking.joiner_id, named_as=As.JOINER, line__speaker_id=speaker_id,
        line__meeting_id=meeting_id,
    )  # fmt: skip
    if answer == Answer.YES:
        there = models.Reader.objects.filter(person_id=asking.joiner_id, line_id__in=asked)
        already = set(there.values_list("line_id", flat=True))
        for line in models.Line.objects.select_for_update().filter(pk__in=set(asked) - already):
            owning.named(line, asking.joiner_id, As.JOINER)
    else:
        closed = list(opened.values_list("line_id", flat=True))
        opened.delete()
        for line in models.Line.objects.filter(pk__in=closed):
            owning.tell(line, "line_opened")


def _seat(network_id: UUID, person_id: UUID) -> Seat | None:
    row = (
        networks.Membership.objects.filter(network_id=network_id, person_id=person_id, left_at=None)
        .values_list("network_id", "belonging", "joined_at")
        .first()
    )
    return Seat(row[0], Belonging(row[1]), row[2]) if row else None
