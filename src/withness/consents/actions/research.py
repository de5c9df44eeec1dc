"""Putting a study up, and saying yes or no to it."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.policy import outside as placed
from withness.consents.queries import research as queries
from withness.consents.rules import research as rules
from withness.people.models import Person
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer

LONGEST = timedelta(days=3660)


def put(
    *,
    titles: Mapping[str, str],
    texts: Mapping[str, str],
    contact: str,
    ends_on: date,
    by: Viewer,
) -> UUID:
    """Put a study up, in one or more languages, and return its id.

    Raises `StudyWantsMore`, `NotThatDay`, `TooLong`, `NotAllowed`.
    """
    with transaction.atomic():
        right = policy.require(by, "consents.put_study")
        if by.person_id is None:
            raise NotAllowed
        today = timezone.now().date()
        if not today <= ends_on <= today + LONGEST:
            raise rules.NotThatDay
        named = {
            code: kept for code, said in titles.items() if (kept := text.kept(said, text.NAME))
        }
        plain = {
            code: kept for code, said in texts.items() if (kept := text.kept(said, text.WORDS))
        }
        whom = text.kept(contact, text.SHORT)
        if not named or named.keys() != plain.keys() or not whom:
            raise rules.StudyWantsMore
        row = models.Study(
            service_id=by.service_id,
            titles=named,
            texts=plain,
            contact=whom,
            ends_on=ends_on,
            put_by_id=by.person_id,
            put_at=timezone.now(),
        )
        row.save(force_insert=True)
        trail.did("consents.put_study", by=by, right=right, about=row.pk)
        return row.pk


def close(*, study_id: UUID, by: Viewer) -> None:
    """End a study now: nobody is asked any more, and nothing is written out for it."""
    with transaction.atomic():
        right = policy.require(by, "consents.put_study")
        row = _study(study_id)
        if row.closed_at is None:
            row.closed_at = timezone.now()
            row.save(update_fields=["closed_at"])
            trail.did("consents.close_study", by=by, right=right, about=study_id)


def answer(*, study_id: UUID, answer: rules.Answer, by: Viewer) -> None:
    """Say yes or no to a study, or take a yes back. A no can be said also when it is over.

    Raises `StudyIsOver`; `NotAllowed` also before the time has come.
    """
    with transaction.atomic():
        person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
        if person is None:
            raise NotAllowed
        right = policy.require(by, "consents.answer_study", person)
        row = _study(study_id)
        queries.own_one(by, study_id, timezone.now())
        _write(row, person.pk, answer, rules.How.THEMSELVES, by)
        trail.did("consents.answer_study", by=by, right=right, about=study_id)


def write_down(
    *,
    network_id: UUID,
    person_id: UUID,
    study_id: UUID,
    answer: rules.Answer,
    how: rules.How,
    by: Viewer,
) -> None:
    """Write down what somebody said on the telephone, or signed on paper.

    A yes from the telephone waits until they say it themselves; a no counts at once.
    """
    with transaction.atomic():
        place = placed.place(network_id, person_id)
        right = policy.require(by, "consents.write_down_study", place)
        row = _study(study_id)
        if answer == rules.Answer.YES and not queries.time_has_come(person_id, timezone.now()):
            raise NotAllowed
        said = rules.How.PAPER if how == rules.How.PAPER else rules.How.TELEPHONE
        _write(row, person_id, answer, said, by)
        trail.did(
            "consents.write_down_study", by=by, right=right, about=person_id, network=network_id
        )


def _study(study_id: UUID) -> models.Study:
    row = models.Study.objects.select_for_update().filter(pk=study_id).first()
    if row is None:
        raise NotAllowed
    return row


def _write(
    row: models.Study, person_id: UUID, answer: rules.Answer, how: rules.How, by: Viewer
) -> None:
    if by.person_id is None:
        raise NotAllowed
    if answer == rules.Answer.YES and not queries.is_open(row.pk):
        raise rules.StudyIsOver
    before = models.StudyAnswer.objects.filter(study=row, person_id=person_id).count()
    models.StudyAnswer(
        service_id=by.service_id,
        study=row,
        person_id=person_id,
        number=before + 1,
        answer=answer,
        how=how,
        written_by_id=by.person_id,
        said_at=timezone.now(),
    ).save(force_insert=True)
