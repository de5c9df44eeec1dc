"""What the demo shows where deciding is hard: the law of its place, and one who speaks for Mira."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from withness.demo.actions.service import ZONE
from withness.networks import models as networks
from withness.networks.rules.deciding import As
from withness.service.actions import law
from withness.service.rules import england
from withness.values.rules import wall


def tell(service_id: UUID, now: datetime, *, person_id: UUID, speaker_id: UUID) -> None:
    """Bring England's facts, and let Mira name her mother until the next third of March."""
    law.write(service_id=service_id, jurisdiction=england.PLACE)
    last = _third_of_march(now.date())
    network = networks.Network.objects.get(centre_id=person_id)
    networks.Proxy(
        service_id=service_id,
        network=network,
        person_id=person_id,
        speaker_id=speaker_id,
        kind=As.NAMED,
        arranging=True,
        receiving=True,
        sharing=True,
        until_on=last,
        until_at=wall.instant(datetime.combine(last + timedelta(days=1), time()), ZONE),
        said_by_id=person_id,
        made_at=now - timedelta(days=3),
    ).save(force_insert=True)


def _third_of_march(today: date) -> date:
    this = date(today.year, 3, 3)
    return this if this > today else date(today.year + 1, 3, 3)
