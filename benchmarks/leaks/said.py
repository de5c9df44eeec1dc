"""What else is planted in a network: what may be told outside, what was, marks, and an order."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from tests.consents import said

from benchmarks.leaks.world import World
from withness.consents.models import Demand
from withness.records import models as records


def also(world: World, network: Any, persons: list[Any], mine: list[Any]) -> None:
    """Plant names and words of the room of consents, and marks on lines, into one network."""
    chance, now = world.chance, timezone.now()
    for person in world.some(persons, 2):
        name, own = world.mark(), world.mark()
        consent = said.consent(network, person, name=name, own_words=own)
        for word in (name, own):
            world.plant(word, "consent", consent)
    name, reason = world.mark(), world.mark()
    told = said.told(
        network, chance.choice(persons), chance.choice(mine).person, name=name, reason=reason
    )
    for word in (name, reason):
        world.plant(word, "told", told)
    for line in world.some(list(records.Line.objects.filter(network=network)), 4):
        name = world.mark()
        mark = records.About.objects.create(
            service_id=network.service_id, line=line, name=name, made_at=now
        )
        world.plant(name, "about", mark)
    ordered, number = world.mark(), world.mark()
    order = Demand.objects.create(
        service_id=network.service_id, network=network, ordered_by=ordered, reference=number,
        said_from=now - timedelta(days=90), said_until=now, lines=True, meetings=True,
        people=True, opens_at=now, closes_at=now + timedelta(hours=5), proposed_at=now,
        proposed_by=chance.choice(mine).person, proposed_as="data_protection",
        confirmed_as="settings",
    )  # fmt: skip
    for word in (ordered, number):
        world.plant(word, "order", order)
