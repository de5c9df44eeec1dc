"""Writing the terms of taking part, and answering them."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.policy import outside as placed
from withness.consents.rules import terms as rules
from withness.people.models import Person
from withness.service import queries as services
from withness.service.models import Service
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def put(*, texts: Mapping[str, str], by: Viewer) -> int:
    """Write a new version of the terms, one text a language, and return its number.

    The same words again make no new version. Raises `NothingWritten`, `TooLong`, `NotAllowed`.
    """
    with transaction.atomic():
        right = policy.require(by, "consents.put_terms")
        if by.person_id is None:
            raise NotAllowed
        Service.objects.select_for_update().get(pk=by.service_id)  # one version after the other
        spoken = services.by_id(by.service_id).languages
        kept = {
            code: said for code in spoken if (said := text.kept(texts.get(code, ""), text.WORDS))
        }
        if not kept:
            raise rules.NothingWritten
        last = models.Terms.objects.order_by("-number").first()
        if last is not None and last.texts == kept:
            return last.number
        row = models.Terms(
            service_id=by.service_id,
            number=(last.number if last else 0) + 1,
            texts=kept,
            put_by_id=by.person_id,
            put_at=timezone.now(),
        )
        row.save(force_insert=True)
        trail.did("consents.put_terms", by=by, right=right, about=row.pk)
        return row.number


def answer(*, number: int, answer: rules.Answer, by: Viewer) -> None:
    """Say yes or no to the version one has read; raise `NewerTerms` where it holds no more."""
    with transaction.atomic():
        person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
        if person is None:
            raise NotAllowed
        right = policy.require(by, "consents.answer_terms", person)
        _write(number, person.pk, answer, rules.How.THEMSELVES, by)
        trail.did("consents.answer_terms", by=by, right=right, about=person.pk)


def write_down(
    *,
    network_id: UUID,
    person_id: UUID,
    number: int,
    answer: rules.Answer,
    how: rules.How,
    by: Viewer,
) -> None:
    """Write down what somebody said on the telephone or signed on paper, marked so."""
    with transaction.atomic():
        place = placed.place(network_id, person_id)
        right = policy.require(by, "consents.write_down_terms", place)
        said = rules.How.PAPER if how == rules.How.PAPER else rules.How.TELEPHONE
        _write(number, person_id, answer, said, by)
        trail.did(
            "consents.write_down_terms", by=by, right=right, about=person_id, network=network_id
        )


def _write(number: int, person_id: UUID, answer: rules.Answer, how: rules.How, by: Viewer) -> None:
    if by.person_id is None:
        raise NotAllowed
    current = models.Terms.objects.order_by("-number").first()
    if current is None:
        raise rules.NoTerms
    if current.number != number:
        raise rules.NewerTerms
    models.TermsAnswer(
        service_id=by.service_id,
        terms=current,
        person_id=person_id,
        answer=answer,
        how=how,
        written_by_id=by.person_id,
        said_at=timezone.now(),
    ).save(force_insert=True)
