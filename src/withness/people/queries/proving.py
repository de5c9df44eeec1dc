"""How somebody can prove that a link is theirs, before and after they came in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from withness.people import models, rules
from withness.people.queries import persons
from withness.people.rules import proof


@dataclass(frozen=True, slots=True)
class WayFact:
    """One way to prove. `hint`: as much of the reach as its owner knows again."""

    way: proof.Way
    reach_id: UUID | None = None
    kind: rules.ReachKind | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class WaitingFact:
    """An opened link that waits for its proof: the ways, and where a code lies already."""

    visit_id: UUID
    ways: tuple[WayFact, ...]
    sent_to: UUID | None

    @property
    def may_word(self) -> bool:
        """Whether a word was agreed on."""
        return any(one.way == proof.Way.WORD for one in self.ways)


def sent() -> frozenset[rules.ReachKind]:
    """Return by which kinds this house can write: text messages only with a gateway.

    Where nothing is set at all (somebody tries Withness out) both are kept as files.
    """
    kinds = {rules.ReachKind.MAIL}
    if settings.WITHNESS_SMS or not settings.WITHNESS_MAIL:
        kinds.add(rules.ReachKind.PHONE)
    return frozenset(kinds)


def choices(person_id: UUID, now: datetime) -> tuple[proof.Choice, ...]:
    """Return the ways in which a person can prove that it is them, their own choice first."""
    reaches = models.Reach.objects.filter(person_id=person_id).order_by("made_at", "id")
    chosen, reach_id, word = chosen_by(person_id)
    return proof.choices(
        [
            proof.Reachable(row_id, rules.ReachKind(kind), may_write, good)
            for row_id, kind, may_write, good in reaches.values_list(
                "id", "kind", "may_write", "good_from"
            )
        ],
        has_word=bool(word),
        chosen=proof.Choice(proof.Way(chosen), reach_id) if chosen else None,
        sent=sent(),
        now=now,
    )


def chosen_by(person_id: UUID) -> tuple[str, UUID | None, str]:
    """Return what somebody chose, to which reach, and the hash of their word ("" for none)."""
    rows = models.Proof.objects.filter(person_id=person_id)
    found = rows.values_list("chosen", "reach_id", "word_hash").first()
    return found or ("", None, "")


def has_word(person_id: UUID) -> bool:
    """Whether a word was agreed with somebody, or chosen by them."""
    return bool(chosen_by(person_id)[2])


def ways(person_id: UUID) -> tuple[WayFact, ...]:
    """Return the same ways with a hint of each reach."""
    reaches = {one.id: one for one in persons.reaches_of(person_id)}
    found = []
    for one in choices(person_id, timezone.now()):
        reach = reaches.get(one.reach_id) if one.reach_id else None
        if reach is not None:
            hint = proof.hint(reach.kind, reach.value)
            found.append(WayFact(one.way, reach.id, reach.kind, hint))
        elif one.way == proof.Way.WORD:
            found.append(WayFact(one.way))
    return tuple(found)


def waiting(visit_id: UUID) -> WaitingFact | None:
    """Return an opened link that waits for its proof; None where none waits."""
    rows = models.Visit.objects.filter(pk=visit_id, proved_at=None, ended_at=None)
    person_id = rows.values_list("person_id", flat=True).first()
    if person_id is None:
        return None
    lying = models.Code.objects.filter(
        visit_id=visit_id, used_at=None, ends_at__gt=timezone.now(), wrong__lt=proof.MOST_WRONG
    )
    sent_to = lying.order_by("-made_at").values_list("reach_id", flat=True).first()
    return WaitingFact(visit_id, ways(person_id), sent_to)
