"""Lawful demands, for those who keep the duties, and for the network once it was told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.policy import demand as rights
from withness.consents.rules import demand as rules
from withness.networks.queries.networks import open_name
from withness.people.queries.persons import open_name as open_person
from withness.sealing.models import field
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Duty, Kind, Viewer

open_who = field.opener(models.Demand, "ordered_by")
open_reference = field.opener(models.Demand, "reference")
COLUMNS = (
    "id", "network_id", "network__name", "ordered_by", "reference", "said_from", "said_until",
    "lines", "meetings", "people", "opens_at", "closes_at", "proposed_by_id", "proposed_by__name",
    "proposed_as", "proposed_at", "confirmed_as", "confirmed_by_id", "confirmed_by__name",
    "confirmed_at", "ended_at", "told_at",
)  # fmt: skip
MOST = 200


@dataclass(frozen=True, slots=True)
class DemandFact:
    """One demand. `ordered_by` and `reference` are "" where the viewer may not read them."""

    id: UUID
    network_id: UUID
    network: str
    ordered_by: str
    reference: str
    said_from: datetime
    said_until: datetime
    kinds: tuple[Kind, ...]
    opens_at: datetime
    closes_at: datetime
    proposer_id: UUID
    proposer: str
    proposed_as: Duty
    proposed_at: datetime
    confirmed_as: Duty
    confirmer_id: UUID | None
    confirmer: str
    ended_at: datetime | None
    told_at: datetime | None
    stand: rules.Stand
    telling: rules.Telling | None

    def is_one_of_them(self, person_id: UUID | None) -> bool:
        """Whether that person is one of the two."""
        return person_id is not None and person_id in (self.proposer_id, self.confirmer_id)


@dataclass(frozen=True, slots=True)
class DemandRights:
    """What the viewer may do with one demand."""

    confirm: bool
    end: bool
    say_telling: bool


def pair() -> tuple[Duty, Duty]:
    """Return which two duties open a demand together in the service in scope."""
    return rights.pair()


def may_propose(viewer: Viewer) -> None:
    """Raise `NotAllowed` for those who keep neither of the two duties."""
    policy.require(viewer, "consents.propose_demand")


def may_name_duties(viewer: Viewer) -> None:
    """Raise `NotAllowed` for those who do not keep the settings."""
    policy.require(viewer, "consents.name_demand_duties")


def seen(viewer: Viewer, now: datetime) -> tuple[DemandFact, ...]:
    """Return the demands the viewer may read as a duty or as one of the two, the latest first.

    Raises `NotAllowed` where they keep none of the duties and have opened none.
    """
    found = _facts(viewer, "consents.read_demand", models.Demand.objects.all(), now)
    if not found and not _has_to_do_with_them(viewer):
        raise NotAllowed
    return found


def _has_to_do_with_them(viewer: Viewer) -> bool:
    deeds = ("consents.propose_demand", "consents.watch_glass", "consents.name_demand_duties")
    return any(policy.may(viewer, deed) for deed in deeds)


def one(viewer: Viewer, demand_id: UUID, now: datetime) -> DemandFact:
    """Return one demand, or raise `NotAllowed`."""
    rows = models.Demand.objects.filter(pk=demand_id)
    found = _facts(viewer, "consents.read_demand", rows, now)
    if not found:
        raise NotAllowed
    return found[0]


def of_network(viewer: Viewer, network_id: UUID, now: datetime) -> tuple[DemandFact, ...]:
    """Return the demands that the network was told of, the latest first."""
    rows = models.Demand.objects.filter(network_id=network_id)
    return _facts(viewer, "consents.read_told_demand", rows, now)


def lately(viewer: Viewer, since: datetime, now: datetime) -> tuple[DemandFact, ...]:
    """Return the demands of the viewer's networks that they were told of since then."""
    if not viewer.networks:
        return ()
    return _told(viewer, _lately.ask(viewer, since), now)


def own_open(viewer: Viewer, now: datetime) -> tuple[DemandFact, ...]:
    """Return the demands that are open to the viewer as one of the two, now."""
    if not viewer.demands:
        return ()
    rows = models.Demand.objects.filter(
        opens_at__lte=now, closes_at__gt=now, confirmed_at__isnull=False, ended_at=None
    )
    found = _facts(viewer, "consents.read_demand", rows, now)
    return tuple(one for one in found if one.is_one_of_them(viewer.person_id))


def rights_on(viewer: Viewer, demand_id: UUID) -> DemandRights:
    """Return what the viewer may do with a demand they may read."""
    row = models.Demand.objects.get(pk=demand_id)
    return DemandRights(
        policy.may(viewer, "consents.confirm_demand", row) is not None,
        policy.may(viewer, "consents.end_demand", row) is not None,
        policy.may(viewer, "consents.say_telling", row) is not None,
    )


def _facts(
    viewer: Viewer, deed: str, rows: "QuerySet[models.Demand]", now: datetime
) -> tuple[DemandFact, ...]:
    return _told(viewer, list(_open(viewer, deed, rows)), now)


def _open(
    viewer: Viewer, deed: str, rows: "QuerySet[models.Demand]"
) -> "QuerySet[models.Demand, Any]":
    open_rows = policy.open_to(viewer, deed, rows).order_by("-proposed_at", "-id")
    return open_rows.values_list(*COLUMNS)[:MOST]


_lately = Prepared(
    lambda viewer, since: _open(
        viewer,
        "consents.read_told_demand",
        models.Demand.objects.filter(network_id__in=viewer.networks, told_at__gt=since),
    )
)


def _told(viewer: Viewer, found: list[tuple[Any, ...]], now: datetime) -> tuple[DemandFact, ...]:
    if not found:
        return ()
    ids = [row[0] for row in found]
    orders = policy.open_to(
        viewer, "consents.read_order", models.Demand.objects.filter(pk__in=ids)
    ).values_list("id", flat=True)
    readable = set(orders)
    words: dict[UUID, rules.Telling] = {}
    said = models.Telling.objects.filter(demand_id__in=ids).order_by("said_at", "id")
    for demand_id, may, day in said.values_list("demand_id", "may", "day"):
        words[demand_id] = rules.Telling(rules.May(may), day)
    return tuple(_fact(row, now, words.get(row[0]), with_order=row[0] in readable) for row in found)


def _fact(
    row: tuple[Any, ...], now: datetime, word: rules.Telling | None, *, with_order: bool
) -> DemandFact:
    (
        pk, network_id, network, who, reference, said_from, said_until, lines, meetings, people,
        opens_at, closes_at, proposer_id, proposer, proposed_as, proposed_at, confirmed_as,
        confirmer_id, confirmer, confirmed_at, ended_at, told_at,
    ) = row  # fmt: skip
    named = zip((Kind.LINES, Kind.MEETINGS, Kind.PEOPLE), (lines, meetings, people), strict=True)
    times = rules.Times(opens_at, closes_at, confirmed_at, ended_at)
    return DemandFact(
        pk, network_id, open_name(network_id, network), open_who(pk, who) if with_order else "",
        open_reference(pk, reference) if with_order else "", said_from, said_until,
        tuple(kind for kind, is_open in named if is_open), opens_at, closes_at, proposer_id,
        open_person(proposer_id, proposer), Duty(proposed_as), proposed_at, Duty(confirmed_as),
        confirmer_id, open_person(confirmer_id, confirmer) if confirmer_id else "", ended_at,
        told_at, rules.stand(times, now), word,
    )  # fmt: skip
