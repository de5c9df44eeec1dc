"""Where somebody belongs."""

from uuid import UUID

from django.db.models import OuterRef

from withness.networks import models
from withness.networks.policy.deciding import died
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Belonging, Seat


def of_person(person_id: UUID) -> tuple[Seat, ...]:
    """Return every place a person has or had in a network, in one query.

    Nobody comes in as somebody who has died, whatever link they hold: then there is no place.
    """
    return of_living(person_id) or ()


def of_living(person_id: UUID) -> tuple[Seat, ...] | None:
    """Return the same; None for somebody who has died. Who died had a place: it is written so."""
    rows = _of_person.ask(person_id)
    if any(has_died for *_, has_died in rows):
        return None
    return tuple(Seat(row[0], Belonging(row[1]), row[2], row[3]) for row in rows)


_of_person = Prepared(
    lambda person_id: (
        models.Membership.objects.filter(person_id=person_id)
        .annotate(has_died=died(OuterRef("person_id")))
        .values_list("network_id", "belonging", "joined_at", "left_at", "has_died")
    )
)
