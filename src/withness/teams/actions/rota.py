"""Keeping the rota and the duties."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.teams import models
from withness.teams.actions import practitioners
from withness.teams.rules import duty as rules
from withness.teams.rules import posts
from withness.trail import actions as trail
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Duty, Viewer


def add(
    *, team_id: UUID, practitioner_id: UUID, spans: Iterable[Span], by: Viewer
) -> tuple[UUID, ...]:
    """Put somebody on duty for one or several turns; return the ids of the turns.

    Raises `TurnTooLong`, `TurnTwice` where they are on duty then already.
    """
    with transaction.atomic():
        team = models.Team.objects.select_for_update().filter(pk=team_id).first()
        if team is None:
            raise NotAllowed
        right = policy.require(by, "teams.add_turn", team)
        turns = tuple(
            write(
                service_id=by.service_id,
                team_id=team_id,
                practitioner_id=practitioner_id,
                span=span,
            )
            for span in spans
        )
        for turn_id in turns:
            trail.did("teams.add_turn", by=by, right=right, about=turn_id)
    return turns


def write(*, service_id: UUID, team_id: UUID, practitioner_id: UUID, span: Span) -> UUID:
    """Write a turn down. The calling deed has asked whether one may."""
    rules.checked(span)
    if not models.Practitioner.objects.filter(pk=practitioner_id).exists():
        raise NotAllowed
    if models.Turn.objects.filter(
        team_id=team_id,
        practitioner_id=practitioner_id,
        starts_at__lt=span.end,
        ends_at__gt=span.start,
    ).exists():
        raise rules.TurnTwice
    turn = models.Turn(
        service_id=service_id,
        team_id=team_id,
        practitioner_id=practitioner_id,
        starts_at=span.start,
        ends_at=span.end,
    )
    turn.save(force_insert=True)
    return turn.pk


def remove(*, turn_id: UUID, by: Viewer) -> None:
    """Take a turn off the rota. What came in during it stays with whoever holds it."""
    with transaction.atomic():
        turn = models.Turn.objects.filter(pk=turn_id).first()
        if turn is None:
            raise NotAllowed
        right = policy.require(by, "teams.end_turn", turn)
        turn.delete()
        trail.did("teams.end_turn", by=by, right=right, about=turn_id)


def give(*, practitioner_id: UUID, duty: Duty, by: Viewer) -> None:
    """Give somebody a duty; one they have already stays as it is."""
    with transaction.atomic():
        post = models.Practitioner.objects.select_for_update().filter(pk=practitioner_id).first()
        if post is None:
            raise NotAllowed
        right = policy.require(by, "teams.give_duty", post)
        if write_duty(service_id=by.service_id, practitioner_id=practitioner_id, duty=duty):
            trail.did("teams.give_duty", by=by, right=right, about=practitioner_id)


def write_duty(*, service_id: UUID, practitioner_id: UUID, duty: Duty) -> bool:
    """Write a duty down; False where they have it. The calling deed has asked."""
    mine = models.Holding.objects.filter(practitioner_id=practitioner_id, duty=duty, until_at=None)
    if mine.exists():
        return False
    models.Holding(
        service_id=service_id,
        practitioner_id=practitioner_id,
        duty=duty,
        since_at=timezone.now(),
    ).save(force_insert=True)
    return True


def lay_down(*, practitioner_id: UUID, duty: Duty, by: Viewer) -> None:
    """End somebody's duty, or one's own. Raises `LastKeeper` where it would be nobody's."""
    with transaction.atomic():
        held = list(models.Holding.objects.select_for_update().filter(duty=duty, until_at=None))
        mine = next((one for one in held if one.practitioner_id == practitioner_id), None)
        if mine is None:
            raise NotAllowed
        right = policy.require(by, "teams.end_duty", mine)
        posts.may_lay_down(duty, practitioner_id, practitioners.holders(duty))
        mine.until_at = timezone.now()
        mine.save(update_fields=["until_at"])
        trail.did("teams.end_duty", by=by, right=right, about=practitioner_id)
