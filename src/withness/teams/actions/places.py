"""Keeping the teams and their places."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.teams import models
from withness.teams.rules import posts
from withness.trail import actions as trail
from withness.values.rules import text, wall
from withness.values.rules.viewer import Viewer


def add(*, team_id: UUID, name: str, how_to_get_there: str, may_be_named: bool, by: Viewer) -> UUID:
    """Add a place of a team's own and return its id; the same name twice is one place."""
    with transaction.atomic():
        team = models.Team.objects.select_for_update().filter(pk=team_id).first()
        if team is None:
            raise NotAllowed
        right = policy.require(by, "teams.add_place", team)
        called = named(name)
        known = models.Place.objects.filter(team_id=team_id, name=called, closed_at=None).first()
        if known is not None:
            return known.pk
        place_id = write(
            service_id=by.service_id,
            team_id=team_id,
            name=called,
            how_to_get_there=how_to_get_there,
            may_be_named=may_be_named,
        )
        trail.did("teams.add_place", by=by, right=right, about=place_id)
    return place_id


def write(
    *, service_id: UUID, team_id: UUID, name: str, how_to_get_there: str, may_be_named: bool
) -> UUID:
    """Write a place down. The calling deed has asked whether one may."""
    place = models.Place(
        service_id=service_id,
        team_id=team_id,
        name=named(name),
        how_to_get_there=text.kept(how_to_get_there, text.SHORT),
        may_be_named=may_be_named,
    )
    place.save(force_insert=True)
    return place.pk


def change(
    *, place_id: UUID, name: str, how_to_get_there: str, may_be_named: bool, by: Viewer
) -> None:
    """Change a place: its name, the way there, whether it may be named outside."""
    with transaction.atomic():
        place = models.Place.objects.select_for_update().filter(pk=place_id).first()
        if place is None:
            raise NotAllowed
        right = policy.require(by, "teams.change_place", place)
        place.name = named(name)
        place.how_to_get_there = text.kept(how_to_get_there, text.SHORT)
        place.may_be_named = may_be_named
        place.save()
        trail.did("teams.change_place", by=by, right=right, about=place_id)


def close(*, place_id: UUID, by: Viewer) -> None:
    """Close a place: meetings that were agreed there stay, nobody chooses it any more."""
    with transaction.atomic():
        place = models.Place.objects.select_for_update().filter(pk=place_id).first()
        if place is None:
            raise NotAllowed
        right = policy.require(by, "teams.change_place", place)
        if place.closed_at is None:
            place.closed_at = timezone.now()
            place.save(update_fields=["closed_at"])
            trail.did("teams.close_place", by=by, right=right, about=place_id)


def add_team(*, name: str, zone: str, by: Viewer) -> UUID:
    """Add a team and return its id. Raises `NoName`, `UnknownZone`."""
    with transaction.atomic():
        right = policy.require(by, "teams.add_team")
        team_id = write_team(service_id=by.service_id, name=name, zone=zone)
        trail.did("teams.add_team", by=by, right=right, about=team_id)
    return team_id


def write_team(*, service_id: UUID, name: str, zone: str) -> UUID:
    """Write a team down. The calling deed has asked whether one may."""
    wall.zone_named(zone)
    team = models.Team(service_id=service_id, name=named(name), zone=zone)
    team.save(force_insert=True)
    return team.pk


def named(name: str) -> str:
    """Return a name as typed, or raise `NoName`."""
    called = text.kept(name, text.NAME)
    if not called:
        raise posts.NoName
    return called
