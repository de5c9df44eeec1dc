"""What somebody did, and which staff, duties and outsiders opened what concerns them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from withness.consents import models as consents
from withness.exchange.queries.held.part import Held, Row
from withness.networks.models import Membership
from withness.people.models import Person
from withness.trail.models import Entry

DEMAND = "lawful_demand"  # told when the order allows it (promise 21)


def done(person_id: UUID) -> Held:
    """Return everything the trail holds of what somebody did and read themselves."""
    rows = Entry.objects.filter(person_id=person_id).order_by("at", "id")
    return Held(
        "did",
        tuple(
            (("at", at.isoformat()), ("deed", deed), ("right", right))
            for at, deed, right in rows.values_list("at", "deed", "right").iterator()
        ),
    )


def opened(person_id: UUID, now: datetime) -> Held:
    """Return who of the staff opened what concerns somebody, while it did (promise 19).

    What members read is nobody else's; what a lawful demand opened is told when its order allows.
    """
    mine = Q(pk__in=())
    for network_id, since, until in Membership.objects.filter(person_id=person_id).values_list(
        "network_id", "joined_at", "left_at"
    ):
        mine |= Q(network_id=network_id, at__gte=since, at__lte=until or now)
    rows = (
        Entry.objects.filter(mine, practitioner_id__isnull=False)
        .exclude(person_id=person_id)
        .exclude(Q(right__contains=DEMAND) & ~Q(network_id__in=_told(now)))
        .order_by("at", "id")
    )
    found = list(rows.values_list("at", "person_id", "deed", "right"))
    names: dict[UUID | None, str] = {
        one.pk: str(one.name) for one in Person.objects.filter(pk__in={row[1] for row in found})
    }
    facts: list[Row] = [
        (("at", at.isoformat()), ("who", names.get(who)), ("deed", deed), ("right", right))
        for at, who, deed, right in found
    ]
    return Held("opened", tuple(facts))


def _told(now: datetime) -> "list[UUID]":
    """Return the networks whose every demand so far was told to them."""
    demands = consents.Demand.objects.filter(confirmed_at__isnull=False)
    untold = demands.filter(Q(told_at=None) | Q(told_at__gt=now)).values_list(
        "network_id", flat=True
    )
    told = demands.exclude(network_id__in=list(untold)).values_list("network_id", flat=True)
    return list(told.distinct())
