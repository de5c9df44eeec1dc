"""Somebody speaks for another: named with a scope and an end, and ended early or by its day."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.actions import loading, telling
from withness.networks.queries.speaking import today_of
from withness.networks.rules import deciding as rules
from withness.networks.rules import life
from withness.networks.rules.states import State
from withness.service import queries as services
from withness.service.queries import law
from withness.trail import actions as trail
from withness.values.rules import text, wall
from withness.values.rules.viewer import Belonging, Viewer


def name(
    *,
    network_id: UUID,
    person_id: UUID,
    speaker_id: UUID,
    kind: rules.As,
    scopes: Collection[rules.Scope],
    until: date | None,
    by: Viewer,
    proof: str = "",
) -> UUID:
    """Write down who speaks for somebody, for what and until when; return its id.

    The person names whom they like (`NAMED`), also by word to a practitioner. Everything else is
    written by a practitioner who belongs, who says what they saw, and holds only where the law of
    the place knows it. Raises `SpeaksNot`, `ScopeWanted`, `EndWanted`, `NotYoung`, `LawSaysNot`,
    `ProofWanted`, `NoWord`, `HasEnded`, `NotAllowed`, `TooLong`.
    """
    with transaction.atomic():
        network = loading.network(network_id)
        place = loading.place(network_id, person_id)
        right = policy.require(by, "networks.name_proxy", place)
        life.lives(State(network.state))
        rules.may_speak(_belonging(network_id, speaker_id), is_same=speaker_id == person_id)
        now = timezone.now()
        young = models.Young.objects.filter(
            network_id=network_id, person_id=person_id, ended_at=None
        )
        young_until = young.values_list("until_on", flat=True).first()
        today = today_of(by.service_id, now)
        is_young = young_until is not None and today < young_until
        words = text.kept(proof, text.SHORT)
        law_says = kind in rules.LAW and law.yes(rules.LAW[kind], now)
        is_own = person_id == by.person_id
        rules.named_by(kind, is_own=is_own, law_says=law_says, is_young=is_young, proof=words)
        chosen = rules.scopes(scopes)
        last = rules.speaks_until(
            until, today, young_until=young_until if kind == rules.As.PARENT else None
        )
        row = models.Proxy(
            service_id=by.service_id,
            network_id=network_id,
            person_id=person_id,
            speaker_id=speaker_id,
            kind=kind,
            until_on=last,
            until_at=_after(last, by.service_id),
            proof=words or None,
            seen_by_id=None if is_own else loading.person_of(by),
            said_by_id=loading.person_of(by),
            made_at=now,
            **{scope: scope in chosen for scope in rules.Scope},
        )
        row.save(force_insert=True)
        trail.did("networks.name_proxy", by=by, right=right, about=row.pk, network=network_id)
        _tell(row, by)
        return row.pk


def end(*, proxy_id: UUID, by: Viewer, reason: str = "") -> None:
    """End it before its day: the person or the speaker without a reason, practitioners with one.

    The person reads that reason. Raises `WhyWanted`, `NotAllowed`, `TooLong`.
    """
    with transaction.atomic():
        row = models.Proxy.objects.select_for_update(of=("self",)).filter(pk=proxy_id).first()
        if row is None:
            raise NotAllowed
        right = policy.require(by, "networks.end_proxy", row)
        concerned = by.person_id in (row.person_id, row.speaker_id)
        words = rules.ended_early(text.kept(reason, text.SHORT), by_practitioner=not concerned)
        row.ended_at = timezone.now()
        row.ended_by_id = loading.person_of(by)
        row.why_ended = words or None
        row.save(update_fields=["ended_at", "ended_by", "why_ended"])
        trail.did("networks.end_proxy", by=by, right=right, about=proxy_id, network=row.network_id)
        _tell(row, by)


def over(*, now: datetime) -> int:
    """End what has reached its day in the service in scope and tell both; return how many."""
    with transaction.atomic():
        rows = list(
            models.Proxy.objects.select_for_update(of=("self",)).filter(
                ended_at=None, until_at__lte=now
            )
        )
        for row in rows:
            row.ended_at = row.until_at
            row.save(update_fields=["ended_at"])
            _tell(row, None)
        return len(rows)


def of_age(*, now: datetime) -> int:
    """End what says that somebody is young, once its day has come, and tell them."""
    ended = 0
    with transaction.atomic():
        for row in models.Young.objects.select_for_update(of=("self",)).filter(
            ended_at=None, until_on__lte=now.date() + timedelta(days=1)
        ):
            if today_of(row.service_id, now) < row.until_on:
                continue
            row.ended_at = now
            row.save(update_fields=["ended_at"])
            models.Proxy.objects.filter(
                network_id=row.network_id, person_id=row.person_id, kind=rules.As.PARENT,
                ended_at=None,
            ).update(ended_at=now)  # fmt: skip
            telling.look(
                [row.person_id], service_id=row.service_id, key=f"of-age:{row.pk}",
                about=row.pk, network=row.network_id,
            )  # fmt: skip
            ended += 1
    return ended


def silence(*, person_id: UUID, network_id: UUID | None, now: datetime) -> None:
    """End every word for this person, and every word they had for others: they left or died."""
    rows = models.Proxy.objects.filter(ended_at=None)
    if network_id is not None:
        rows = rows.filter(network_id=network_id)
    rows.filter(speaker_id=person_id).update(ended_at=now)
    if network_id is None:
        rows.filter(person_id=person_id).update(ended_at=now)


def _belonging(network_id: UUID, person_id: UUID) -> Belonging | None:
    place = models.Membership.objects.filter(
        network_id=network_id, person_id=person_id, left_at=None
    )
    kind = place.values_list("belonging", flat=True).first()
    return Belonging(kind) if kind else None


def _after(last: date, service_id: UUID) -> datetime:
    """Return the first instant after that day, where the service is."""
    morning = datetime.combine(last + timedelta(days=1), time())
    zone = services.by_id(service_id).zone
    try:
        return wall.instant(morning, zone)
    except wall.NotOnTheClock:
        return wall.instant(morning + timedelta(hours=1), zone)


def _tell(row: models.Proxy, by: Viewer | None) -> None:
    people = [one for one in (row.person_id, row.speaker_id) if not by or one != by.person_id]
    state = "ended" if row.ended_at else "named"
    telling.look(
        people,
        service_id=row.service_id,
        key=f"proxy:{row.pk}:{state}",
        about=row.pk,
        network=row.network_id,
    )
