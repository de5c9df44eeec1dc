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
    rows = _of_person.ask(person_id)
    return tuple(Seat(row[0], Belonging(row[1]), row[2], row[3]) for row in rows)


def has_died(person_id: UUID) -> bool:
    """Whether somebody wrote down that this person has died."""
    return bool(_deaths.ask(person_id))


_deaths = Prepared(
    lambda person_id: models.Death.objects.filter(person_id=person_id, undone_at=None).values_list(
        "id"
    )
)
_of_person = Prepared(
    lambda person_id: models.Membership.objects.filter(
        ~died(OuterRef("person_id")), person_id=person_id
    ).values_list("network_id", "belonging", "joined_at", "left_at")
)
