"""What was told outside: to whom, when, by whom, and on whose word or for which reason."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.rules import outside as rules
from withness.networks.models import Membership, Network
from withness.networks.rules.deciding import As
from withness.people.queries import persons
from withness.sealing.models import field
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer

open_name = field.opener(models.Told, "name")
open_reason = field.opener(models.Told, "reason")
COLUMNS = (
    "id", "network__team__zone", "person_id", "person__name", "kind", "name", "matters", "way",
    "reason", "quiet", "told_by_id", "told_by__name", "told_at", "consent_id", "word",
)  # fmt: skip
WORD = ("number", "what", "how", "matters", "until", "quiet")


@dataclass(frozen=True, slots=True)
class SpokeFact:
    """Who said a word for somebody, as what, and until which day they speak for them."""

    speaker: str
    kind: As
    until: date


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One telling. `told`: naive wall time where the network meets. `reason` "": on their word.

    `mark`: that word was said by somebody who speaks for them.
    """

    id: UUID
    about_id: UUID
    about: str
    kind: rules.Kind
    name: str
    matters: tuple[str, ...]
    way: rules.Way
    reason: str
    quiet: bool
    by: str
    told: datetime
    consent_id: UUID | None
    mark: SpokeFact | None = None


def of_network(viewer: Viewer, network_id: UUID) -> tuple[ToldFact, ...]:
    """Return what was told of one network, the latest first, as far as the viewer sees it."""
    return _facts(viewer, network_id=network_id)


def about_oneself(viewer: Viewer) -> tuple[ToldFact, ...]:
    """Return what was told about the viewer, in any network, the latest first."""
    return _facts(viewer, person_id=viewer.person_id) if viewer.person_id else ()


def _facts(viewer: Viewer, **only: UUID) -> tuple[ToldFact, ...]:
    rows = models.Told.objects.filter(**only)
    allowed = policy.open_to(viewer, "consents.see_told", rows).order_by("-told_at", "-id")
    found = list(allowed.values_list(*COLUMNS))
    spoke = _spoke({row[-2] for row in found if row[-2] is not None})
    return tuple(
        ToldFact(
            pk,
            person_id,
            persons.open_name(person_id, person),
            rules.Kind(kind),
            open_name(pk, name),
            tuple(matters),
            rules.Way(way),
            open_reason(pk, reason),
            quiet,
            persons.open_name(by_id, by),
            wall.wall_time(at, zone),
            consent_id,
            spoke.get((consent_id, number)),
        )
        for pk, zone, person_id, person, kind, name, matters, way, reason, quiet, by_id, by, at,
        consent_id, number in found
    )  # fmt: skip


def _spoke(consent_ids: set[UUID]) -> dict[tuple[UUID, int], SpokeFact]:
    """Return the words that somebody said for another, by consent and number; one query."""
    if not consent_ids:
        return {}
    rows = models.Word.objects.filter(consent_id__in=consent_ids, proxy__isnull=False)
    columns = ("consent_id", "number", "written_by_id", "written_by__name", "proxy__kind")
    return {
        (pk, number): SpokeFact(persons.open_name(by_id, by), As(kind), until)
        for pk, number, by_id, by, kind, until in rows.values_list(*columns, "proxy__until_on")
    }


def may_tell(viewer: Viewer, network_id: UUID) -> str:
    """Return the right by which the viewer may tell something outside; raise `NotAllowed`."""
    network = Network.objects.filter(pk=network_id).first()
    if network is None:
        raise NotAllowed
    return policy.require(viewer, "consents.tell", network).name


def record_allows(network_id: UUID, matters: frozenset[str], now: datetime) -> bool:
    """Whether the person at the centre lets these matters go to the health service's own record.

    For upper rooms that have asked whether one may hand anything over at all.
    """
    rows = models.Word.objects.filter(
        Exists(
            Membership.objects.filter(
                network_id=network_id, person_id=OuterRef("consent__person_id"), left_at=None
            )
        ),
        consent__network_id=network_id,
        consent__kind=rules.Kind.RECORD,
        consent__person_id=F("consent__network__centre_id"),
    )
    said: dict[UUID, list[rules.Word]] = defaultdict(list)
    for consent_id, *row in rows.values_list("consent_id", *WORD):
        said[consent_id].append(_word(row))
    return any(rules.allows(rules.standing(words), matters, now) for words in said.values())


def standing_of(consent_id: UUID) -> rules.Standing:
    """Return what all words about a consent come to. For upper rooms and verbs of this one."""
    rows = models.Word.objects.filter(consent_id=consent_id).values_list(*WORD)
    return rules.standing(_word(row) for row in rows)


def _word(row: Sequence[Any]) -> rules.Word:
    number, what, how, matters, until, quiet = row
    return rules.Word(
        number, rules.What(what), rules.How(how), frozenset(matters), until, quiet=quiet
    )
