"""The one proof behind a link: sending six digits, and trying digits or the agreed word."""

import secrets
from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.people import models, rules
from withness.people.actions import agreed, limits, visits
from withness.people.queries import doors, persons, proving
from withness.people.rules import proof
from withness.sealing.models import cipher
from withness.trail import actions as trail
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import nobody

HOUR = 3600
CODES_AN_HOUR, CODES_A_DAY = 6, 20  # to one person
TRIES_AN_HOUR = 15  # at one person's codes, on whatever device
WORDS_AN_HOUR, WORDS_A_DAY = 5, 20  # tries at one person's word
MOST_IN_A_VISIT = 9  # wrong tries, then the link must be opened anew


@dataclass(frozen=True, slots=True)
class Coded:
    """Six digits to be sent: to whom, where, and the digits, which are stored nowhere."""

    code_id: UUID
    person_id: UUID
    language: str
    kind: rules.ReachKind
    value: str
    digits: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A proof that passed. `days` 0: until the browser ends. `choose_word`: theirs is used up."""

    visit_id: UUID
    purpose: rules.Purpose
    opens_id: UUID
    is_borrowed: bool
    days: int
    choose_word: bool = False


def code(*, visit_id: UUID, reach_id: UUID | None = None) -> Coded | None:
    """Make six digits for a visit and return where they go; earlier ones of it are over.

    `reach_id` None: the first way of theirs; None is returned where that is their word. A reach
    that is not theirs, or waits still, is `NotAllowed`. Raises `TooOften`, `Expired`.
    """
    waiting = _waiting(visit_id)
    choices = proving.choices(waiting.person_id, timezone.now())
    if reach_id is None:
        first = next(iter(choices), None)
        if first is None or first.reach_id is None:
            return None
        reach_id = first.reach_id
    if reach_id not in {one.reach_id for one in choices}:
        raise NotAllowed
    limits.spend("links.code", str(waiting.person_id), CODES_AN_HOUR, HOUR)
    limits.spend("links.code_day", str(waiting.person_id), CODES_A_DAY, 24 * HOUR)
    now = timezone.now()
    with transaction.atomic():
        models.Code.objects.filter(visit_id=visit_id, used_at=None).update(ends_at=now)
        row = models.Code(
            service_id=waiting.service_id,
            visit_id=visit_id,
            reach_id=reach_id,
            made_at=now,
            ends_at=now + proof.CODE_LASTS,
        )
        digits = f"{secrets.randbelow(10**proof.DIGITS):0{proof.DIGITS}d}"
        row.digits_hash = _hashed(row.pk, digits)
        row.save(force_insert=True)
    reach = next(one for one in persons.reaches_of(waiting.person_id) if one.id == reach_id)
    person = persons.person(waiting.person_id)
    language = person.language if person else "en"
    return Coded(row.pk, waiting.person_id, language, reach.kind, reach.value, digits)


def try_code(*, visit_id: UUID, typed: str, borrowed: bool) -> Passed:
    """Prove a visit by the digits that were sent for it.

    Raises `NotThat`, `CodeOver` after three wrong ones or ten minutes, `TooOften`, `Expired`.
    """
    person_id = _waiting(visit_id).person_id
    limits.spend("links.proof", str(person_id), TRIES_AN_HOUR, HOUR)
    with transaction.atomic():
        visit, now = _locked(visit_id), timezone.now()
        rows = models.Code.objects.select_for_update().filter(visit_id=visit_id, used_at=None)
        row = rows.filter(ends_at__gt=now).order_by("-made_at", "-id").first()
        refused: type[Refusal] | None = None
        if row is None or row.wrong >= proof.MOST_WRONG:
            refused = proof.CodeOver
        elif not compare_digest(row.digits_hash, _hashed(row.pk, proof.digits(typed))):
            row.wrong += 1
            row.save(update_fields=["wrong"])
            refused = proof.CodeOver if row.wrong >= proof.MOST_WRONG else proof.NotThat
            _wrong(visit)
        else:
            row.used_at = now
            row.save(update_fields=["used_at"])
            visits.prove(visit, proof.Way.CODE, borrowed=borrowed, door=doors.door(), now=now)
    if refused is not None:
        raise refused
    return _passed(visit)


def try_word(*, visit_id: UUID, typed: str, borrowed: bool) -> Passed:
    """Prove a visit by the agreed word. Raises `NotThat`, `TooOften`, `Expired`.

    A word that a practitioner wrote down with them opens once: they choose their own next.
    """
    person_id = _waiting(visit_id).person_id
    limits.spend("links.word", str(person_id), WORDS_AN_HOUR, HOUR)
    limits.spend("links.word_day", str(person_id), WORDS_A_DAY, 24 * HOUR)
    with transaction.atomic():
        visit, now = _locked(visit_id), timezone.now()
        right, by_other = agreed.is_it(person_id=person_id, typed=typed)
        if right:
            visits.prove(visit, proof.Way.WORD, borrowed=borrowed, door=doors.door(), now=now)
        else:
            _wrong(visit)
    if not right:
        raise proof.NotThat
    return _passed(visit, choose_word=by_other)


def _passed(visit: models.Visit, *, choose_word: bool = False) -> Passed:
    """Return what a proved visit opens."""
    link = models.Link.objects.get(pk=visit.link_id)
    days = 0 if visit.is_borrowed else max((visit.ends_at - timezone.now()).days, 1)
    return Passed(
        visit.pk, rules.Purpose(link.purpose), link.opens_id, visit.is_borrowed, days, choose_word
    )


def _waiting(visit_id: UUID) -> models.Visit:
    """Return a visit that waits for its proof, or raise `Expired`."""
    now = timezone.now()
    row = models.Visit.objects.filter(
        pk=visit_id, proved_at=None, ended_at=None, ends_at__gt=now,
        link__revoked_at=None, link__ends_at__gt=now,
    ).first()  # fmt: skip
    if row is None:
        raise proof.Expired
    return row


def _locked(visit_id: UUID) -> models.Visit:
    rows = models.Visit.objects.select_for_update().filter(pk=visit_id, ended_at=None)
    row = rows.filter(proved_at=None).first()
    if row is None:
        raise proof.Expired
    return row


def _wrong(visit: models.Visit) -> None:
    """Count a wrong try; every third stands in the trail, the ninth closes what was opened."""
    visit.wrong += 1
    if visit.wrong % proof.MOST_WRONG == 0:
        trail.did(
            "people.prove_failed",
            by=nobody(visit.service_id),
            right="own_link",
            about=visit.person_id,
        )
    if visit.wrong >= MOST_IN_A_VISIT:
        visit.ended_at = timezone.now()
    visit.save(update_fields=["wrong", "ended_at"])


def _hashed(code_id: UUID, digits: str) -> str:
    return cipher.keyed_hash("link code", f"{code_id}:{digits}")
