"""What somebody does in the service: their post and their duties."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from withness.people.models import Person
from withness.service.models.prepared import Prepared
from withness.teams import models
from withness.values.rules.viewer import Duty


@dataclass(frozen=True, slots=True)
class Post:
    """A practitioner's post, and the person who has it."""

    person_id: UUID
    language: str
    practitioner_id: UUID
    team_id: UUID
    is_peer: bool
    duties: frozenset[Duty]


def post_of(person_id: UUID) -> Post | None:
    """Return the post a person has today, with its duties; None where they have none."""
    return _today(_of_person.ask(person_id))


def post_of_account(account_id: UUID) -> Post | None:
    """Return the post that whoever has this account has today, in the service in scope."""
    return _today(_of_account.ask(account_id))


def _today(rows: list[tuple[Any, ...]]) -> Post | None:
    today = timezone.now().date()
    for person_id, language, practitioner_id, team_id, is_peer, left_on, *held in rows:
        if left_on is None or left_on > today:
            duties = frozenset(duty for duty, has in zip(Duty, held, strict=True) if has)
            return Post(person_id, language, practitioner_id, team_id, is_peer, duties)
    return None


def _has(duty: Duty) -> Exists:
    held = models.Holding.objects.filter(practitioner_id=OuterRef("pk"), duty=duty, until_at=None)
    return Exists(held)


def _posts(**whose: Any) -> "QuerySet[models.Practitioner, Any]":
    duties = {f"has_{duty}": _has(duty) for duty in Duty}
    rows = models.Practitioner.objects.filter(**whose).annotate(**duties).order_by("id")
    return rows.values_list(
        "person_id", "person__language", "id", "team_id", "is_peer", "left_on", *duties
    )


_of_person = Prepared(lambda person_id: _posts(person_id=person_id))
_of_account = Prepared(  # the person alone, first: nearly nobody has an account
    lambda account_id: _posts(
        person_id=Subquery(Person.objects.filter(account_id=account_id).values("id")[:1])
    )
)
