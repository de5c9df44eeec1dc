"""Proposing, confirming and ending a lawful demand, and telling the network of it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import telling
from withness.consents.policy.demand import pair
from withness.consents.rules import demand as rules
from withness.networks.models import Network
from withness.service import queries as services
from withness.trail import actions as trail
from withness.values.rules import text, wall
from withness.values.rules.viewer import Duty, Kind, Viewer


def propose(
    *,
    network_id: UUID,
    ordered_by: str,
    reference: str,
    scope: rules.Scope,
    may_tell: rules.Telling,
    by: Viewer,
) -> UUID:
    """Write a demand down; it opens nothing until another person with the other duty confirms it.

    Raises `NotAllowed`, `OrderWanted`, `ScopeWanted`, `HoursWanted`, `DayWanted`, `TooLong`.
    """
    with transaction.atomic():
        right = policy.require(by, "consents.propose_demand")
        duties = rules.proposer(by.duties, pair())
        network = Network.objects.filter(pk=network_id, service_id=by.service_id).first()
        if network is None or duties is None or by.person_id is None:
            raise NotAllowed
        who, number = text.kept(ordered_by, text.SHORT), text.kept(reference, text.SHORT)
        if not who or not number:
            raise rules.OrderWanted
        now = timezone.now()
        rules.scope(scope, now)
        said = rules.telling(may_tell, _today(by, now))
        demand = models.Demand.objects.create(
            service_id=by.service_id, network=network, ordered_by=who, reference=number,
            said_from=scope.said_from, said_until=scope.said_until,
            lines=Kind.LINES in scope.kinds, meetings=Kind.MEETINGS in scope.kinds,
            people=Kind.PEOPLE in scope.kinds, opens_at=scope.opens_at, closes_at=scope.closes_at,
            proposed_by_id=by.person_id, proposed_as=duties[0], confirmed_as=duties[1],
            proposed_at=now,
        )  # fmt: skip
        _said(demand, said, by.person_id, now)
        _did("consents.propose_demand", demand, by, right)
        key = f"demand:{demand.pk}:watch"
        telling.watchers(service=services.by_id(by.service_id), key=key, about=demand.pk)
        return demand.pk


def confirm(*, demand_id: UUID, by: Viewer) -> None:
    """Confirm somebody else's demand; its hours are then open to the two.

    Raises `NotAllowed`, `AnotherPerson`, `StandsOtherwise`.
    """
    with transaction.atomic():
        demand = _locked(demand_id)
        policy.require(by, "consents.read_demand", demand)
        if demand.proposed_by_id == by.person_id:
            raise rules.AnotherPerson
        right = policy.require(by, "consents.confirm_demand", demand)
        now = timezone.now()
        if _stand(demand, now) != rules.Stand.WAITS:
            raise rules.StandsOtherwise
        demand.confirmed_by_id, demand.confirmed_at = by.person_id, now
        demand.save(update_fields=["confirmed_by", "confirmed_at"])
        _did("consents.confirm_demand", demand, by, right)
        _tell_if_due(demand, services.by_id(by.service_id), now)


def end(*, demand_id: UUID, by: Viewer) -> None:
    """End a demand now, by either of the two; raise `NotAllowed`, `StandsOtherwise`."""
    with transaction.atomic():
        demand = _locked(demand_id)
        right = policy.require(by, "consents.end_demand", demand)
        now = timezone.now()
        running = (rules.Stand.WAITS, rules.Stand.AHEAD, rules.Stand.OPEN)
        if _stand(demand, now) not in running:
            raise rules.StandsOtherwise
        demand.ended_by_id, demand.ended_at = by.person_id, now
        demand.save(update_fields=["ended_by", "ended_at"])
        _did("consents.end_demand", demand, by, right)


def say_telling(*, demand_id: UUID, may_tell: rules.Telling, by: Viewer) -> None:
    """Say anew whether the network may be told; what was said before stays written.

    Raises `NotAllowed`, `DayWanted`, `StandsOtherwise` once the network was told.
    """
    with transaction.atomic():
        demand = _locked(demand_id)
        right = policy.require(by, "consents.say_telling", demand)
        if demand.told_at is not None or by.person_id is None:
            raise rules.StandsOtherwise
        now = timezone.now()
        _said(demand, rules.telling(may_tell, _today(by, now)), by.person_id, now)
        _did("consents.say_telling", demand, by, right)
        _tell_if_due(demand, services.by_id(by.service_id), now)


def name_duties(*, first: Duty, second: Duty, by: Viewer) -> None:
    """Say which two duties open a demand together; raise `NotAllowed`, `TwoDuties`.

    Demands that stand keep the two they were proposed with.
    """
    with transaction.atomic():
        right = policy.require(by, "consents.name_demand_duties")
        one, two = rules.pair(first, second)
        models.DemandDuties.objects.update_or_create(
            service_id=by.service_id, defaults={"first": one, "second": two}
        )
        trail.did("consents.name_demand_duties", by=by, right=right)


def tell_due(now: datetime, service: services.ServiceFact) -> int:
    """Tell networks whose day has come, and ask again where it came; return how many were told."""
    told = 0
    today = wall.wall_time(now, service.zone).date()
    waiting = models.Demand.objects.filter(told_at=None, confirmed_at__isnull=False)
    for demand_id in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            demand = _locked(demand_id)
            told += _tell_if_due(demand, service, now)
            word = _word(demand)
            if word and rules.asks_again(rules.Telling(rules.May(word.may), word.day), today):
                key = f"again:{word.pk}"
                telling.watchers(service=service, key=key, about=demand.pk)
    return told


def _did(deed: str, demand: models.Demand, by: Viewer, right: policy.Row) -> None:
    """Write a step down by the right of the demand: the network reads it once it may be told."""
    by_order = f"lawful_demand+{right.name}"
    trail.did(deed, by=by, right=by_order, about=demand.pk, network=demand.network_id)


def _tell_if_due(demand: models.Demand, service: services.ServiceFact, now: datetime) -> bool:
    word = _word(demand)
    today = wall.wall_time(now, service.zone).date()
    if demand.told_at is not None or demand.confirmed_at is None or word is None:
        return False
    if not rules.is_due(rules.Telling(rules.May(word.may), word.day), today):
        return False
    demand.told_at = now
    demand.save(update_fields=["told_at"])
    telling.network(
        service=service, network_id=demand.network_id, key=f"demand:{demand.pk}",
        about=demand.pk, until=now,
    )  # fmt: skip
    return True


def _word(demand: models.Demand) -> models.Telling | None:
    return models.Telling.objects.filter(demand=demand).order_by("-said_at", "-id").first()


def _said(demand: models.Demand, said: rules.Telling, by: UUID, now: datetime) -> None:
    models.Telling.objects.create(
        service_id=demand.service_id, demand=demand, may=said.may, day=said.day, said_by_id=by,
        said_at=now,
    )  # fmt: skip


def _locked(demand_id: UUID) -> models.Demand:
    demand = models.Demand.objects.select_for_update().filter(pk=demand_id).first()
    if demand is None:
        raise NotAllowed
    return demand


def _stand(demand: models.Demand, now: datetime) -> rules.Stand:
    times = rules.Times(demand.opens_at, demand.closes_at, demand.confirmed_at, demand.ended_at)
    return rules.stand(times, now)


def _today(by: Viewer, now: datetime) -> date:
    return wall.wall_time(now, services.by_id(by.service_id).zone).date()
