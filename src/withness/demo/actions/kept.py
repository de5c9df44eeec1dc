"""What stands around the words of Mira's network: held back, about somebody, asked for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from withness.meetings.models import Meeting
from withness.meetings.rules.states import State
from withness.records import models
from withness.records.rules.states import Answer, As

AGAIN = timedelta(days=21)


def tell(*, network_id: UUID, people: Mapping[str, UUID], now: datetime) -> None:
    """Write an entry that is held back, a line about somebody, and a joiner who waits."""
    first, second = Meeting.objects.filter(network_id=network_id, state=State.HELD).order_by(
        "number"
    )[:2]
    own = {"service_id": first.service_id}
    models.HeldBack.objects.create(
        **own,
        network_id=network_id,
        meeting=second,
        author_id=people["lena"],
        words="Mira's aunt rang me and asked that we speak with her before we speak of it here.",
        ground="asked_to_wait",
        again_on=(now + AGAIN).date(),
        once=uuid4(),
        made_at=now - timedelta(days=8),
    )
    lines = models.Line.objects.filter(network_id=network_id, taken_back_at=None)
    his = lines.filter(
        meeting=second, speaker_id=people["jonas"], written_by_id=people["jonas"]
    ).earliest("made_at", "pk")
    models.About.objects.create(
        **own, line=his, person_id=people["mira"], made_at=now - timedelta(days=7)
    )
    asking = models.Asking.objects.create(
        **own,
        network_id=network_id,
        joiner_id=people["tarek"],
        asked_by_id=people["tarek"],
        asked_at=now - timedelta(days=4),
    )
    models.Answered.objects.create(
        **own,
        asking=asking,
        speaker_id=people["mira"],
        meeting=second,
        answer=Answer.YES,
        at=now - timedelta(days=3),
    )
    for line in lines.filter(meeting=second, speaker_id=people["mira"]):
        models.Reader.objects.create(
            **own,
            line=line,
            person_id=people["tarek"],
            named_as=As.JOINER,
            since_at=now - timedelta(days=3),
        )
