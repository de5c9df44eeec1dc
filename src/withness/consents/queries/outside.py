"""What may be told to whom about somebody, and every word that was said about it."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.policy import outside as placed
from withness.consents.rules import outside as rules
from withness.networks.models import Membership
from withness.networks.rules.deciding import As
from withness.people.queries import persons
from withness.sealing.models import field
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer

open_name = field.opener(models.Consent, "name")
open_own = field.opener(models.Word, "own_words")
COLUMNS = (
    "id", "network_id", "network__centre_id", "network__centre__name", "network__team__zone",
    "person_id", "person__name", "kind", "name",
)  # fmt: skip
SAID = (
    "id", "consent_id", "number", "what", "how", "matters", "until", "quiet", "own_words",
    "written_by_id", "written_by__name", "said_at", "proxy__kind", "proxy__until_on",
    "proxy__until_at", "proxy__ended_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkFact:
    """As what somebody said it for another, and until which day. `is_over`: no longer."""

    speaker: str
    kind: As
    until: date
    is_over: bool


@dataclass(frozen=True, slots=True)
class WordFact:
    """One word about a consent. `said` and `until` are naive wall time where the network meets."""

    number: int
    what: rules.What
    how: rules.How
    matters: tuple[str, ...]
    own_words: str
    until: datetime | None
    quiet: bool
    writer_id: UUID
    writer: str
    said: datetime
    mark: MarkFact | None = None


@dataclass(frozen=True, slots=True)
class ConsentFact:
    """What may be told to one recipient. `name` is empty for the health service's own record.

    `matters` are allowed now, none of them once it `is_over`; `waits` is a word without a yes.
    `mark`: what stands, or that it was taken back, was said by somebody who speaks for them. It
    asks to be looked at again once that one no longer does.
    """

    id: UUID
    network_id: UUID
    centre_id: UUID
    centre: str
    person_id: UUID
    person: str
    kind: rules.Kind
    name: str
    matters: tuple[str, ...]
    own_words: str
    until: datetime | None
    quiet: bool
    is_over: bool
    asks: bool
    taken_back: bool
    standing: rules.Standing
    waits: WordFact | None
    history: tuple[WordFact, ...]
    mark: MarkFact | None = None

    @property
    def allows(self) -> bool:
        """Whether anything may be told now."""
        return bool(self.matters) and not self.is_over


def own(viewer: Viewer, now: datetime) -> tuple[ConsentFact, ...]:
    """Return what oneself allowed, in all of one's networks; two queries."""
    if viewer.person_id is None:
        return ()
    return _facts(viewer, now, person_id=viewer.person_id)


def of_network(viewer: Viewer, network_id: UUID, now: datetime) -> tuple[ConsentFact, ...]:
    """Return what everybody of a network allowed, as far as the viewer may read it; two queries."""
    return _facts(viewer, now, network_id=network_id)


def one(viewer: Viewer, consent_id: UUID, now: datetime) -> ConsentFact:
    """Return one consent, or raise `NotAllowed`."""
    found = _facts(viewer, now, pk=consent_id)
    if not found:
        raise NotAllowed
    return found[0]


def for_another(
    viewer: Viewer, network_id: UUID, person_id: UUID, now: datetime
) -> tuple[ConsentFact, ...]:
    """Return what may be told about somebody one speaks for, without any words of theirs."""
    rows = _facts(viewer, now, "consents.read_as_proxy", network_id=network_id, person_id=person_id)
    return tuple(_without_words(row) for row in rows if not row.taken_back and row.matters)


def one_for_another(viewer: Viewer, consent_id: UUID, now: datetime) -> ConsentFact:
    """Return one of them, or raise `NotAllowed`."""
    found = _facts(viewer, now, "consents.read_as_proxy", pk=consent_id)
    if not found or found[0].taken_back or not found[0].matters:
        raise NotAllowed
    return _without_words(found[0])


def _without_words(fact: ConsentFact) -> ConsentFact:
    return replace(fact, own_words="", waits=None, history=())


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A network the viewer belongs to, for what they decide there."""

    network_id: UUID
    centre: str
    is_own: bool


def places(viewer: Viewer) -> tuple[PlaceFact, ...]:
    """Return where the viewer decides about themselves: where they belong, but do not work."""
    if viewer.person_id is None:
        return ()
    rows = policy.open_to(
        viewer, "consents.give", Membership.objects.filter(person_id=viewer.person_id)
    )
    columns = ("network_id", "network__centre_id", "network__centre__name")
    return tuple(
        PlaceFact(pk, persons.open_name(centre_id, centre), centre_id == viewer.person_id)
        for pk, centre_id, centre in rows.order_by("joined_at", "id").values_list(*columns)
    )


def may_give(viewer: Viewer, network_id: UUID, person_id: UUID) -> bool:
    """Whether the viewer decides for themselves; False where they write down what somebody said.

    Raises `NotAllowed` where they may do neither.
    """
    place = placed.place(network_id, person_id)
    if policy.may(viewer, "consents.give", place):
        return True
    policy.require(viewer, "consents.write_down", place)
    return False


def _facts(
    viewer: Viewer, now: datetime, deed: str = "consents.read", **only: UUID
) -> tuple[ConsentFact, ...]:
    rows = policy.open_to(viewer, deed, models.Consent.objects.filter(**only))
    found = list(rows.order_by("made_at", "id").values_list(*COLUMNS))
    said: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    ids = [row[0] for row in found]
    words = models.Word.objects.filter(consent_id__in=ids).order_by("consent_id", "number")
    for one_word in words.values_list(*SAID) if ids else ():
        said[one_word[1]].append(one_word)
    return tuple(_fact(row, said[row[0]], now) for row in found)


def _fact(row: tuple[Any, ...], said: list[tuple[Any, ...]], now: datetime) -> ConsentFact:
    pk, network_id, centre_id, centre, zone, person_id, person, kind, name = row
    stands = rules.standing(
        rules.Word(one[2], rules.What(one[3]), rules.How(one[4]), frozenset(one[5]), one[6], one[7])
        for one in said
    )
    history = tuple(_word(one, zone, now) for one in said)
    by_number = {one.number: one for one in history}
    rests = by_number.get(stands.by)
    said_so = history[-1] if stands.taken_back else rests
    mark = said_so.mark if said_so else None
    return ConsentFact(
        pk,
        network_id,
        centre_id,
        persons.open_name(centre_id, centre),
        person_id,
        persons.open_name(person_id, person),
        rules.Kind(kind),
        open_name(pk, name),
        tuple(one for one in (rests.matters if rests else ()) if one in stands.matters),
        rests.own_words if rests else "",
        wall.wall_time(stands.until, zone) if stands.until else None,
        stands.quiet,
        rules.is_over(stands, now),
        rules.asks_again(stands, now) or bool(rests and mark and mark.is_over),
        stands.taken_back,
        stands,
        by_number[stands.waits.number] if stands.waits else None,
        history,
        mark,
    )


def _word(row: tuple[Any, ...], zone: str, now: datetime) -> WordFact:
    pk, _, number, what, how, matters, until, quiet, own_words, writer_id, name, at, *mark = row
    writer = persons.open_name(writer_id, name)
    return WordFact(
        number,
        rules.What(what),
        rules.How(how),
        tuple(matters),
        open_own(pk, own_words),
        wall.wall_time(until, zone) if until else None,
        quiet,
        writer_id,
        writer,
        wall.wall_time(at, zone),
        _mark(writer, mark, now),
    )


def _mark(speaker: str, row: list[Any], now: datetime) -> MarkFact | None:
    kind, last, until, ended = row
    if kind is None:
        return None
    return MarkFact(speaker, As(kind), last, ended is not None or until <= now)
