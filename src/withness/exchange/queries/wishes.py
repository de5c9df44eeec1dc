"""Wishes to be forgotten: what one may wish, what waits, and what became of earlier ones."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.contacts.models import Contact
from withness.exchange import models
from withness.exchange.rules import forgetting as rules
from withness.networks.models import Membership
from withness.people.models import Person
from withness.people.queries import persons
from withness.teams.models import Practitioner
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class WishFact:
    """One wish. `writer` is "" where the person asked for themselves."""

    id: UUID
    categories: tuple[rules.Category, ...]
    writer: str
    asked_at: datetime
    due_at: datetime
    left_at: datetime | None
    done_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether it can still be called off."""
        return self.left_at is None and self.done_at is None


@dataclass(frozen=True, slots=True)
class OfferFact:
    """What somebody can wish, with what would become of it, and their wishes so far."""

    person_id: UUID
    name: str
    offers: tuple[tuple[rules.Category, rules.Outcome], ...]
    wishes: tuple[WishFact, ...]

    @property
    def waiting(self) -> WishFact | None:
        """Return the wish that waits, if one does."""
        return next((one for one in self.wishes if one.waits), None)


def offer(viewer: Viewer, person_id: UUID) -> OfferFact:
    """Return what a person can ask to have forgotten, or raise `NotAllowed`."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotAllowed
    policy.require(viewer, "exchange.wish_to_be_forgotten", person)
    whose = whose_wish(person_id)
    return OfferFact(
        person_id,
        str(person.name),
        tuple((one, rules.outcome(one, whose)) for one in rules.offered(whose)),
        _wishes(viewer, person_id),
    )


def whose_wish(person_id: UUID) -> rules.Whose:
    """Return what decides about a person's wish today."""
    return rules.Whose(
        works_here=Practitioner.objects.filter(person_id=person_id).exists(),  # or once did
        belongs=Membership.objects.filter(person_id=person_id, left_at=None).exists(),
        is_promised=Contact.objects.filter(caller_id=person_id, ended_at=None).exists(),
    )


def _wishes(viewer: Viewer, person_id: UUID) -> tuple[WishFact, ...]:
    """Their own; for others what still waits or what they wrote: they may call it off."""
    rows = policy.open_to(
        viewer, "exchange.leave_as_it_is", models.Wish.objects.filter(person_id=person_id)
    )
    if viewer.person_id != person_id:
        rows = rows.filter(Q(written_by_id=viewer.person_id) | Q(left_at=None, done_at=None))
    found = rows.order_by("-asked_at").values_list(
        "id", "categories", "person_id", "written_by_id", "written_by__name", "asked_at",
        "due_at", "left_at", "done_at",
    )  # fmt: skip
    return tuple(
        WishFact(
            row[0],
            tuple(rules.Category(code) for code in row[1]),
            "" if row[2] == row[3] else persons.open_name(row[3], row[4]),
            *row[5:],
        )
        for row in found
    )
