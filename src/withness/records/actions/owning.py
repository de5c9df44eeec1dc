"""What the owner of a line does with it afterwards: change, take back, say yes, choose readers."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.meetings.actions import events
from withness.records import models
from withness.records.actions import found, lines
from withness.records.rules import owning
from withness.records.rules.states import As, Circle, Yes
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Belonging, Viewer


def change(*, line_id: UUID, words: str, by: Viewer) -> None:
    """Say one's own line in other words; the change is visible, the old words only to the owner.

    Changing what somebody else wrote down for you is a yes to the new words. Raises `NothingSaid`.
    """
    with transaction.atomic():
        line, right = found.line(line_id, "records.change", by)
        clean = text.kept(words, text.WORDS)
        if not clean:
            raise owning.NothingSaid
        if clean == line.words:
            return
        now = timezone.now()
        models.Wording(service_id=line.service_id, line=line, words=line.words, until_at=now).save(
            force_insert=True
        )
        line.words, line.changed_at = clean, now
        if line.yes == Yes.NOT_YET:
            line.yes, line.yes_at = Yes.PAGE, now
        line.save(update_fields=["words", "changed_at", "yes", "yes_at"])
        tell(line, "line_changed")
        trail.did("records.change", by=by, right=right, about=line.pk, network=line.network_id)


def take_back(*, line_id: UUID, by: Viewer, own_life: bool = False) -> None:
    """Take one's own line back; answers to it stay. Raises `CorrectedNotRemoved`.

    Its words and what it said before are sealed from everybody, its owner too, until they are
    destroyed. `own_life`: it tells of the life of the practitioner who said it (promise 12).
    """
    with transaction.atomic():
        line, right = found.line(line_id, "records.take_back", by)
        line.mark_stays = owning.removable(
            by_practitioner=lines.is_practitioner(line), own_life=own_life
        )
        sealed(line)
        trail.did("records.take_back", by=by, right=right, about=line.pk, network=line.network_id)


def say_yes(*, line_id: UUID, by: Viewer) -> None:
    """Say yes, on one's own page, to a line somebody else wrote down."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.say_yes", by)
        _confirm(line, Yes.PAGE)
        trail.did("records.say_yes", by=by, right=right, about=line.pk, network=line.network_id)


def note_yes(*, line_id: UUID, how: Yes, by: Viewer) -> None:
    """Note that the speaker heard their line and said yes, in the room or by telephone.

    Raises `NotInTheRoom` where one of the two was not there.
    """
    if how not in (Yes.ROOM, Yes.TELEPHONE):
        raise owning.NotYours
    with transaction.atomic():
        line, right = found.line(line_id, "records.note_yes", by)
        if how == Yes.ROOM and not lines.were_there(
            line.meeting_id, {line.speaker_id, line.written_by_id}
        ):
            raise owning.NotInTheRoom
        _confirm(line, how)
        trail.did("records.note_yes", by=by, right=right, about=line.pk, network=line.network_id)


def share(*, line_id: UUID, by: Viewer) -> None:
    """Put a line that was kept for oneself with the others."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.open_wider", by)
        if line.shared_at is None:
            lines.put_with_the_others(line)
            line.save(update_fields=["shared_at", "number"])
            trail.did("records.write", by=by, right=right, about=line_id, network=line.network_id)


def choose_circle(*, line_id: UUID, circle: Circle, by: Viewer) -> None:
    """Open one's own line wider or narrower; a member's narrower line leaves no mark."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.open_wider", by)
        bound = lines.is_practitioner(line, Belonging.AGENCY)
        circled(line, owning.circle(circle, by_practitioner=bound))
        trail.did("records.open_wider", by=by, right=right, about=line.pk, network=line.network_id)


def sealed(line: models.Line) -> None:
    """Take a line back. The caller holds the line and has the right, and said if a mark stays."""
    line.taken_back_at = timezone.now()
    line.save(update_fields=["taken_back_at", "mark_stays"])
    tell(line, "line_taken_back")


def circled(line: models.Line, circle: Circle) -> None:
    """Put a line into another circle. The caller holds the line and has the right."""
    line.circle = circle
    if circle == Circle.ONLY_ME:  # it says "only you": also not those named before
        models.Reader.objects.filter(line=line).delete()
        models.About.objects.filter(line=line).update(shown_at=None)
    if line.shared_at is not None and line.number is None:
        lines.put_with_the_others(line)
    else:
        tell(line, "line_opened")
    line.save(update_fields=["circle", "number"])


def open_to(*, line_id: UUID, person_id: UUID, by: Viewer, named_as: As = As.NAMED) -> None:
    """Open one's own line to one more person of the network, by name. "Only you" it is no more."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.open_wider", by)
        named(line, person_id, named_as)
        trail.did("records.open_wider", by=by, right=right, about=line.pk, network=line.network_id)


def named(line: models.Line, person_id: UUID, named_as: As) -> None:
    """Open a line to somebody who belongs now. The caller holds the line and has the right."""
    if not lines.belongs(person_id, line.network_id):
        raise NotAllowed
    models.Reader.objects.update_or_create(
        line=line,
        person_id=person_id,
        defaults={"named_as": named_as},
        create_defaults={
            "service_id": line.service_id, "since_at": timezone.now(), "named_as": named_as,
        },
    )  # fmt: skip
    line.circle = owning.by_name(Circle(line.circle))
    if line.shared_at is None or line.number is None:
        lines.put_with_the_others(line)
    else:
        tell(line, "line_opened")
    line.save(update_fields=["circle", "shared_at", "number"])


def close_to(*, line_id: UUID, person_id: UUID, by: Viewer) -> None:
    """Take back from one person what was opened to them by name; they are not told."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.open_wider", by)
        unnamed(line, person_id)
        trail.did("records.open_wider", by=by, right=right, about=line.pk, network=line.network_id)


def unnamed(line: models.Line, person_id: UUID) -> None:
    """Close a line to one person again. The caller holds the line and has the right."""
    models.Reader.objects.filter(line=line, person_id=person_id).delete()
    models.About.objects.filter(line=line, person_id=person_id).update(shown_at=None)
    tell(line, "line_opened")


def _confirm(line: models.Line, how: Yes) -> None:
    if line.yes != Yes.NOT_YET:
        return
    line.yes, line.yes_at = how, timezone.now()
    line.save(update_fields=["yes", "yes_at"])
    tell(line, "line_confirmed")


def tell(line: models.Line, kind: str) -> None:
    """Ring for those who sit together: something about a line changed. Ids only."""
    if line.number is not None:
        events.happened(meeting_id=line.meeting_id, kind=kind, about_id=line.pk)
