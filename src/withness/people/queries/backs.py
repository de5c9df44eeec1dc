"""Getting back in: what goes on about one's own page, and whom the post asks or tells."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from django.utils import timezone

from withness.people import models, rules
from withness.people.rules import back
from withness.sealing.models import cipher, field
from withness.values.rules.viewer import Viewer

MARK = 32
open_name = field.opener(models.Trusted, "name")
open_value = field.opener(models.Trusted, "value")


@dataclass(frozen=True, slots=True)
class BackFact:
    """One asking, as pages show it."""

    id: UUID
    way: back.Way
    state: back.State
    good_from: datetime | None
    yes: int
    known_by: UUID | None


@dataclass(frozen=True, slots=True)
class NamedFact:
    """Somebody whom one named, to help one back in."""

    id: UUID
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A named person who is asked: where, and the token of their own link."""

    vouch_id: UUID
    person_id: UUID
    language: str
    kind: rules.ReachKind
    value: str
    token: str


def told(row: models.Back) -> back.Back:
    """Return what the rules know of a row."""
    return back.Back(
        back.Way(row.way),
        row.asked_at,
        row.needs,
        row.yes,
        row.good_from,
        stopped=row.stopped_at is not None,
        done=row.done_at is not None,
    )


def going(person_id: UUID) -> BackFact | None:
    """Return the asking that goes on about somebody's page; the callers show it to whom it is."""
    now = timezone.now()
    rows = models.Back.objects.filter(person_id=person_id, stopped_at=None, done_at=None)
    for row in rows.order_by("-asked_at"):
        if back.goes_on(told(row), now):
            state = back.state(told(row), now)
            return BackFact(
                row.pk, back.Way(row.way), state, row.good_from, row.yes, row.known_by_id
            )
    return None


def one(back_id: UUID) -> BackFact | None:
    """Return an asking while it goes on."""
    rows = models.Back.objects.filter(pk=back_id)
    person_id = rows.values_list("person_id", flat=True).first()
    found = going(person_id) if person_id else None
    return found if found and found.id == back_id else None


def named(viewer: Viewer) -> tuple[NamedFact, ...]:
    """Return whom the viewer named, the first first."""
    if viewer.person_id is None:
        return ()
    rows = models.Trusted.objects.filter(person_id=viewer.person_id, ended_at=None)
    return tuple(
        NamedFact(row_id, open_name(row_id, name), open_value(row_id, value))
        for row_id, name, value in rows.order_by("made_at", "id").values_list("id", "name", "value")
    )


def must_say_yes(viewer: Viewer) -> int:
    """Return how many of the people one named must say yes."""
    if viewer.person_id is None:
        return 1
    rows = models.Proof.objects.filter(person_id=viewer.person_id)
    return rows.values_list("must_say_yes", flat=True).first() or 1


def asked_of(back_id: UUID) -> tuple[AskedFact, ...]:
    """Return the named people of an asking, for the post."""
    rows = models.Vouch.objects.filter(back_id=back_id).select_related("trusted", "back__person")
    return tuple(
        AskedFact(
            row.pk,
            row.back.person_id,
            row.back.person.language,
            rules.ReachKind(row.trusted.kind),
            row.trusted.value,
            token("named", row.pk),
        )
        for row in rows.order_by("id")
    )


def due(now: datetime) -> list[UUID]:
    """Return the askings of the service in scope whose waiting is over."""
    rows = models.Back.objects.filter(good_from__lte=now, stopped_at=None, done_at=None)
    return list(rows.values_list("id", flat=True))


def token(purpose: str, row_id: UUID) -> str:
    """Return what a link of this kind ends in; only who holds the keys can make it."""
    return f"{row_id.hex}{cipher.keyed_hash(f'back {purpose}', row_id.hex)[:MARK]}"


def _read(purpose: str, text: str) -> UUID | None:
    try:
        row_id = UUID(text[:MARK])
    except ValueError:
        return None
    return row_id if compare_digest(token(purpose, row_id).encode(), text.encode()) else None


def vouch_of(text: str) -> UUID | None:
    """Return the named person's part that a link leads to, None for any other."""
    return _read("named", text)


def stopped_by(text: str) -> UUID | None:
    """Return the asking that a link stops, None for any other."""
    return _read("stop", text)


def back_of_vouch(vouch_id: UUID) -> UUID | None:
    """Return the asking that a named person's part belongs to."""
    rows = models.Vouch.objects.filter(pk=vouch_id)
    return rows.values_list("back_id", flat=True).first()
