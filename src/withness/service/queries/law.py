"""What the law of the service's place says, on a day. Nothing said is None, False or nothing.

Whoever asks must be safe without an answer: None for a time to keep means keep, None for a
question means no.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from withness.access import policy
from withness.service import models
from withness.service.models.prepared import Prepared
from withness.service.rules import law as rules
from withness.values.rules.viewer import Viewer

COLUMNS = (
    "id", "rule", "kind", "source", "in_force_from", "item", "number", "yes", "words", "link",
    "in_force_until", "made_at", "jurisdiction", "reviewed_on", "reviewed_by", "set_by",
    "service__zone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroundFact:
    """One ground on which an entry may be held back. `is_statutory`: a statute gives it."""

    code: str
    words: str
    source: str
    is_statutory: bool


@dataclass(frozen=True, slots=True)
class LawFact:
    """One fact for those who look after them. `reviewed_on` None: nobody looked here yet."""

    id: UUID
    jurisdiction: str
    given: rules.Given
    reviewed_on: date | None
    reviewed_by: UUID | None
    set_by: UUID | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class History:
    """What holds today, what begins later, and what held before; each in the order of the list."""

    now: tuple[LawFact, ...]
    later: tuple[LawFact, ...]
    before: tuple[LawFact, ...]


def days(rule: str, at: date | datetime) -> int | None:
    """Return how many days a time of the law lasts, None where nothing is said: then keep."""
    given = _one(rule, at)
    return rules.in_days(given) if given else None


def yes(rule: str, at: date | datetime) -> bool:
    """Whether the law says yes to a question; False where it says no, or nothing."""
    given = _one(rule, at)
    return given is not None and given.yes is True


def says(at: date | datetime) -> frozenset[rules.Rule]:
    """Return every question that the law answers with yes on that day, in one query."""
    return frozenset(
        one.given.rule for one in _held(at, kind=rules.Kind.YES_NO) if one.given.yes is True
    )


def grounds(at: date | datetime) -> tuple[GroundFact, ...]:
    """Return on which grounds an entry may be held back; without any, none is."""
    return tuple(
        GroundFact(one.given.item, one.given.words, one.given.source, one.given.yes is True)
        for one in _held(at, rule=rules.Rule.GROUND)
    )


def grounds_ever(at: date | datetime) -> dict[str, GroundFact]:
    """Return every ground by its code, those of once among them as they stood last: one question.

    For pages that show what rests on one; `grounds` says which can still be chosen.
    """
    found: dict[str, GroundFact] = {}
    for code, said, source, is_so, since, zone in _grounds_ever.ask():
        if since <= rules.day(at, zone):
            found[code] = GroundFact(code, said, source, is_so is True)
    return found


_grounds_ever = Prepared(
    lambda: (
        models.Fact.objects.filter(rule=rules.Rule.GROUND)
        .order_by("in_force_from", "made_at")
        .values_list("item", "words", "source", "yes", "in_force_from", "service__zone")
    )
)


def history(viewer: Viewer, at: date | datetime) -> History:
    """Return every fact of the service: what holds on that day, later ones, earlier ones."""
    found, on = _all(at, policy.open_to(viewer, "service.read_law", models.Fact.objects.all()))
    now = {one.id for one in rules.in_force((dated for dated, _ in found), on)}
    order = list(rules.Rule)
    found.sort(
        key=lambda pair: (
            order.index(pair[0].given.rule),
            pair[0].given.item,
            pair[0].given.since,
            pair[0].made_at,
        )
    )
    every = [fact for _, fact in found]
    return History(
        tuple(one for one in every if one.id in now),
        tuple(one for one in every if one.given.since > on),
        tuple(one for one in every if one.id not in now and one.given.since <= on),
    )


def by_id(viewer: Viewer, fact_id: UUID, at: date | datetime) -> LawFact | None:
    """Return one fact of the viewer's service, or None."""
    rows = models.Fact.objects.filter(pk=fact_id)
    found, _on = _all(at, policy.open_to(viewer, "service.read_law", rows))
    return found[0][1] if found else None


def is_silent() -> bool:
    """Whether nothing at all is written down about the law of this service's place."""
    return not models.Fact.objects.exists()


def _one(rule: str, at: date | datetime) -> rules.Given | None:
    held = _held(at, rule=rule)
    return held[0].given if held else None


def _held(at: date | datetime, **which: object) -> tuple[rules.Dated, ...]:
    found, on = _all(at, models.Fact.objects.filter(**which))
    return rules.in_force((dated for dated, _ in found), on)


def _all(
    at: date | datetime, facts: "QuerySet[models.Fact]"
) -> tuple[list[tuple[rules.Dated, LawFact]], date]:
    rows = list(facts.values_list(*COLUMNS))
    on = rules.day(at, rows[0][-1]) if rows else date.min
    return [_fact(row, on) for row in rows], on


def _fact(row: tuple[Any, ...], on: date) -> tuple[rules.Dated, LawFact]:
    row_id, rule, kind, source, since, item, number, is_so, said, link, until, made, *rest = row
    given = rules.Given(
        rules.Rule(rule), rules.Kind(kind), source, since, item, number, is_so, said, link, until
    )
    place, reviewed_on, reviewed_by, set_by, _zone = rest
    overdue = rules.is_overdue(reviewed_on, on)
    fact = LawFact(row_id, place, given, reviewed_on, reviewed_by, set_by, overdue)
    return rules.Dated(row_id, given, made), fact
