"""Writing down what the law of a place says, from a day on. What held before is never changed."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.service import models
from withness.service.queries import by_id, law
from withness.service.rules import england
from withness.service.rules import law as rules
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer

PLACES = {england.PLACE: england.FACTS}


def bring(*, jurisdiction: str, by: Viewer) -> int:
    """Write down the facts that we bring for a place; return how many.

    Nobody of the service has looked at them yet, and each says so. Raises `NoSuchPlace`,
    `SaidAlready`, `NotAllowed`.
    """
    with transaction.atomic():
        right = policy.require(by, "service.set_law")
        models.Service.objects.select_for_update().get(pk=by.service_id)
        count = write(service_id=by.service_id, jurisdiction=jurisdiction)
        trail.did("service.set_law", by=by, right=right, about=by.service_id)
        return count


def write(*, service_id: UUID, jurisdiction: str) -> int:
    """Write down the facts we bring, for a calling deed or the shell, which may."""
    if jurisdiction not in PLACES:
        raise rules.NoSuchPlace
    if not law.is_silent():
        raise rules.SaidAlready
    now = timezone.now()
    rows = [_row(service_id, jurisdiction, one, now) for one in PLACES[jurisdiction]]
    models.Fact.objects.bulk_create(rows)
    return len(rows)


def follow(*, fact_id: UUID, given: rules.Given, by: Viewer) -> UUID:
    """Write down what follows a fact from a day on, today at the earliest; return the new id.

    The rule and the item stay those of the fact. Raises `InThePast`, `NotOfThatKind`,
    `SourceWanted`, `TooLong`, `NotAllowed`.
    """
    with transaction.atomic():
        before = _fact(fact_id)
        right = policy.require(by, "service.set_law")
        today = _today(by)
        clean = rules.checked(
            replace(
                given,
                rule=rules.Rule(before.rule),
                item=before.item,
                since=rules.begins(given.since, today),
                words=text.kept(given.words, rules.MOST_WORDS),
                source=text.kept(given.source, rules.MOST_WORDS),
                link=text.kept(given.link, text.NAME),
            )
        )
        row = _row(by.service_id, before.jurisdiction, clean, timezone.now())
        row.set_by = row.reviewed_by = by.practitioner_id
        row.reviewed_on = today
        row.save(force_insert=True)
        trail.did("service.set_law", by=by, right=right, about=row.pk)
        return row.pk


def look_again(*, fact_id: UUID, by: Viewer) -> None:
    """Write down that somebody looked at a fact today, and that it still holds."""
    with transaction.atomic():
        row = _fact(fact_id)
        right = policy.require(by, "service.look_again_at_law", row)
        row.reviewed_on = _today(by)
        row.reviewed_by = by.practitioner_id
        row.save(update_fields=["reviewed_on", "reviewed_by"])
        trail.did("service.look_again_at_law", by=by, right=right, about=fact_id)


def _row(service_id: UUID, jurisdiction: str, given: rules.Given, now: datetime) -> models.Fact:
    return models.Fact(
        service_id=service_id,
        jurisdiction=jurisdiction,
        rule=given.rule,
        item=given.item,
        kind=given.kind,
        number=given.number,
        yes=given.yes,
        words=given.words,
        source=given.source,
        link=given.link,
        in_force_from=given.since,
        in_force_until=given.until,
        made_at=now,
    )


def _fact(fact_id: UUID) -> models.Fact:
    row = models.Fact.objects.select_for_update(of=("self",)).filter(pk=fact_id).first()
    if row is None:
        raise NotAllowed
    return row


def _today(by: Viewer) -> date:
    return rules.day(timezone.now(), by_id(by.service_id).zone)
