"""What the owner of a line does with it afterwards: change, take back, say yes, choose readers."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.meetings.actions import events
from withness.networks import models as networks
from withness.records import models
from withness.records.actions import found, lines
from withness.records.rules import owning
from withness.records.rules.states import Circle, Yes
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
        _tell(line, "line_changed")
        trail.did("records.change", by=by, right=right, about=line.pk, network=line.network_id)


def take_back(*, line_id: UUID, by: Viewer) -> None:
    """Take one's own line back; answers to it stay. Raises `CorrectedNotRemoved`."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.take_back", by)
        owning.removable(by_practitioner=lines.is_practitioner(line))
        line.taken_back_at = timezone.now()
        line.save(update_fields=["taken_back_at"])
        _tell(line, "line_taken_back")
        trail.did("records.take_back", by=by, right=right, about=line.pk, network=line.network_id)


def say_yes(*, line_id: UUID, by: Viewer) -> None:
    """Say yes, on one's own page, to a line somebody else wrote down."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.say_yes", by)
        _confirm(line, Yes.PAGE)
        trail.did("records.say_yes", by=by, right=right, about=line.pk, network=line.network_id)


def note_yes(*, line_id: UUID, how: Yes, by: Viewer) -> None:
    """Note that the speaker heard their line and said yes, in the room or by telephone."""
    if how not in (Yes.ROOM, Yes.TELEPHONE):
        raise owning.NotYours
    with transaction.atomic():
        line, right = found.line(line_id, "records.note_yes", by)
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
        owning.circle(circle, by_practitioner=bound)
        line.circle = circle
        if circle == Circle.ONLY_ME:  # it says "only you": also not those named before
            models.Reader.objects.filter(line=line).delete()
        if line.shared_at is not None and line.number is None:
            lines.put_with_the_others(line)
        else:
            _tell(line, "line_opened")
        line.save(update_fields=["circle", "number"])
        trail.did("records.open_wider", by=by, right=right, about=line.pk, network=line.network_id)


def open_to(*, line_id: UUID, person_id: UUID, by: Viewer) -> None:
    """Open one's own line to one more person of the network, by name."""
    with transaction.atomic():
        line, right = found.line(line_id, "records.open_wider", by)
        seats = networks.Membership.objects.filter(
            network_id=line.network_id, person_id=person_id, left_at=None
        )
        if not seats.exists():
            raise NotAllowed
        models.Reader.objects.get_or_create(
            line=line,
            person_id=person_id,
            defaults={"service_id": line.service_id, "since_at": timezone.now()},
        )
        if line.shared_at is None:
            lines.put_with_the_others(line)
            line.save(update_fields=["shared_at", "number"])
        _tell(line, "line_opened")
        trail.did("records.open_wider", by=by, right=right, about=line.pk, network=line.network_id)


def _confirm(line: models.Line, how: Yes) -> None:
    if line.yes != Yes.NOT_YET:
        return
    line.yes, line.yes_at = how, timezone.now()
    line.save(update_fields=["yes", "yes_at"])
    _tell(line, "line_confirmed")


def _tell(line: models.Line, kind: str) -> None:
    if line.number is not None:
        events.happened(meeting_id=line.meeting_id, kind=kind, about_id=line.pk)
