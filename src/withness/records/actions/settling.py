"""What somebody does on their own page with what was written down for them on the telephone."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.records import models
from withness.records.actions import earlier, found, lines, owning
from withness.records.rules import telephone as rules
from withness.records.rules.states import Answer, As, Circle, Said
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


def say_yes(*, spoken_id: UUID, by: Viewer) -> None:
    """Say: so it is. What waited opens now. Raises `TheyLeft`."""
    with transaction.atomic():
        row, right = _own(spoken_id, by)
        now = timezone.now()
        if row.counts_at is None:
            _open(row, by)
            row.counts_at = now
        row.settled_at = now
        row.save(update_fields=["counts_at", "settled_at"])
        trail.did("records.settle_spoken", by=by, right=right, about=row.pk)


def undo(*, spoken_id: UUID, by: Viewer) -> None:
    """Make it as it was before, where nothing else was said since. Raises `WordsAreGone`."""
    with transaction.atomic():
        row, right = _own(spoken_id, by)
        if row.counts_at is not None:
            _back(row)
        row.undone_at = timezone.now()
        row.save(update_fields=["undone_at"])
        trail.did("records.settle_spoken", by=by, right=right, about=row.pk)


def _own(spoken_id: UUID, by: Viewer) -> tuple[models.Spoken, policy.Row]:
    """Return what is still open, and the right; its meeting is locked first."""
    rows = models.Spoken.objects.filter(pk=spoken_id, settled_at=None, undone_at=None)
    return found.one(rows, "records.settle_spoken", by)


def _open(row: models.Spoken, by: Viewer) -> None:
    """Do what waited, as the speaker's own deed with the speaker's own right."""
    if row.what == Said.ANSWER and row.asking_id is not None:
        earlier.answer(
            asking_id=row.asking_id, meeting_id=row.meeting_id, answer=Answer(row.to), by=by
        )
    elif row.what == Said.CIRCLE and row.line_id is not None:
        owning.choose_circle(line_id=row.line_id, circle=Circle(row.to), by=by)
    elif row.line_id is not None and row.person_id is not None:
        if not lines.belongs(row.person_id, row.network_id):
            raise rules.TheyLeft
        owning.open_to(line_id=row.line_id, person_id=row.person_id, by=by)


def _back(row: models.Spoken) -> None:
    if row.asking_id is not None:
        _answer_back(row, row.asking_id)
        return
    if row.line_id is None:
        return
    line = models.Line.objects.select_for_update().get(pk=row.line_id)
    if row.what == Said.TAKE_BACK:
        _said_again(row, line)
    elif line.taken_back_at is not None:
        return
    elif row.what == Said.CIRCLE and line.circle == row.to:
        owning.circled(line, Circle(row.before))
    elif row.what == Said.OPEN_TO and row.person_id is not None and not row.before:
        owning.unnamed(line, row.person_id)
    elif row.what == Said.CLOSE_TO and row.person_id is not None and row.before:
        _named_again(row, line, row.person_id)
    elif row.what == Said.ABOUT:
        models.About.objects.filter(line=line, made_at=row.said_at).delete()


def _said_again(row: models.Spoken, line: models.Line) -> None:
    if line.destroyed_at is not None:
        raise rules.WordsAreGone
    if line.taken_back_at == row.counts_at:
        line.taken_back_at = None
        line.save(update_fields=["taken_back_at"])
        owning.tell(line, "line_opened")


def _named_again(row: models.Spoken, line: models.Line, person_id: UUID) -> None:
    if not lines.belongs(person_id, row.network_id):
        return
    owning.named(line, person_id, As(row.before))
    if row.before == As.SPOKEN_OF:
        marks = models.About.objects.filter(line=line, person_id=person_id)
        marks.update(shown_at=timezone.now())


def _answer_back(row: models.Spoken, asking_id: UUID) -> None:
    given = earlier.given(asking_id, row.meeting_id, row.speaker_id)
    if not given.filter(answer=row.to).exists():  # answered anew since
        return
    asking = models.Asking.objects.select_for_update().get(pk=asking_id)
    earlier.give(
        asking, row.meeting_id, row.speaker_id, Answer(row.before) if row.before else Answer.NO
    )
    if not row.before:
        given.delete()
