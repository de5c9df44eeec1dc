"""Filling an empty house with a made-up service."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from withness.demo import words
from withness.demo.actions import allowed, hard, kept, lives, opened, service, stories
from withness.demo.actions.batch import Batch

SEED = 20261123
MOST_MEETINGS = 12
AT_ONCE = 50  # networks written together


def eyes_file() -> Path:
    """Return where the demo keeps whose eyes it offers."""
    return Path(settings.WITHNESS_HOME) / "eyes.json"


def populate(
    *,
    networks: int,
    tell: Callable[[str], None],
    now: datetime | None = None,
    most: int = MOST_MEETINGS,
) -> int:
    """Write a made-up service with so many networks; return how many rows that took."""
    moment = (now or timezone.now()).replace(microsecond=0)
    chance = Random(SEED)
    with transaction.atomic():
        row = service.begin(moment)
        with scope(service=row.pk):
            batch = Batch(row.pk)
            count = max(1, -(-networks // service.NETWORKS_A_TEAM))
            teams = service.teams_of(batch, count, moment, chance)
            eyes = stories.tell(batch, teams[0], moment, chance)
            written = batch.write()
            stories.reach(row.pk, eyes)
            known = {one.key: one.person_id for one in eyes}
            hard.tell(row.pk, moment, person_id=known["mira"], speaker_id=known["edda"])
            allowed.allow(batch, known["mira"], moment)
            hill_street = next(one.opens_id for one in eyes if one.key == "mira")
            if hill_street is not None:
                kept.tell(network_id=hill_street, people=known, now=moment)
                opened.tell(network_id=hill_street, by=teams[0].staff[2], now=moment)
            for number in range(networks - 1):
                street = words.STREETS[number % len(words.STREETS)]
                house = number // len(words.STREETS)
                name = (
                    f"The {street} network" if not house else f"The {street} network, {house + 1}"
                )
                life = lives.Life(batch, teams[number % count], moment, chance, name)
                life.gathers()
                life.asked()
                life.meets(most)
                if number % AT_ONCE == AT_ONCE - 1:
                    written += batch.write()
                    tell(f"{number + 1} of {networks} networks")
            written += batch.write()
    eyes_file().write_text(json.dumps([asdict(one) for one in eyes], default=str))
    return written
