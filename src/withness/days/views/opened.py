"""What was opened without belonging, as everybody in the network reads it on their own page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from withness.consents.queries import demand, glass
from withness.days.words import opened as words
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Opened:
    """One sentence about one network, and where more of it stands."""

    sentence: str
    href: str


def lately(viewer: Viewer, now: datetime, zone: str) -> list[Opened]:
    """Return a sentence for each opening of the last weeks; two queries, none without networks."""
    return [*_glass(viewer, now, zone), *_demands(viewer, now, zone)]


def _glass(viewer: Viewer, now: datetime, zone: str) -> Iterator[Opened]:
    for one in glass.lately(viewer, now):
        said = _(
            "%(name)s, who does not belong to your network, opened it on %(day)s from %(from)s "
            "until %(until)s."
        )
        facts = {"name": _apart(one.name), "until": words.clock(one.until, zone)}
        yield _row(said, one.network_id, one.begun_at, zone, facts)


def _demands(viewer: Viewer, now: datetime, zone: str) -> Iterator[Opened]:
    for one in demand.lately(viewer, now - glass.LATELY, now):
        said = _(
            "An order of a court or an authority opens parts of your network to %(name)s and "
            "%(other)s, on %(day)s from %(from)s on."
        )
        facts = {"name": _apart(one.proposer), "other": _apart(one.confirmer)}
        yield _row(said, one.network_id, one.opens_at, zone, facts)


def _row(said: str, network_id: UUID, at: datetime, zone: str, facts: dict[str, str]) -> Opened:
    there = wall.wall_time(at, zone)
    day = formats.date_format(there, pgettext("a day: Thursday 26 November", "l j F"))
    times = {"day": day, "from": words.clock(at, zone)}
    return Opened(said % (facts | times), reverse("consents:opened", args=[network_id]))


def _apart(name: str) -> str:
    """Return a name that keeps its own direction inside a sentence."""
    return f"\u2068{name}\u2069"
