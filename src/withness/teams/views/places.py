"""The places of the service."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.people.views import here
from withness.teams.actions import places as actions
from withness.teams.forms.posts import PlaceForm, TeamForm
from withness.teams.queries import places as queries
from withness.teams.queries import teams
from withness.teams.views import asking
from withness.values.rules.viewer import Duty


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Show the places of every team, for whoever works here."""
    viewer = here.viewer(request)
    if not viewer.practitioner_id:
        raise NotAllowed
    return render(
        request,
        "teams/places.html",
        {
            "teams": [(team, queries.of_team(team.id)) for team in teams.all_teams()],
            "keeps_settings": viewer.has(Duty.SETTINGS),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Add a place to a team."""
    viewer = here.viewer(request)
    team = teams.by_id(team_id)
    if team is None or not viewer.has(Duty.SETTINGS):
        raise NotAllowed
    form = PlaceForm(request.POST if request.method == "POST" else None)

    def add(typed: dict[str, Any]) -> None:
        actions.add(team_id=team_id, by=viewer, **typed)

    if request.method == "POST" and asking.tried(form, add):
        return asking.done(request, reverse("teams:places"), _("Meetings can take place there."))
    return asking.page(
        request,
        form,
        title=_("A new place"),
        lead=team.name,
        submit=_("Add this place"),
        back=reverse("teams:places"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """Change a place."""
    viewer = here.viewer(request)
    fact = queries.by_id(place_id)
    if fact is None or not viewer.has(Duty.SETTINGS):
        raise NotAllowed
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        initial={
            "name": fact.name,
            "how_to_get_there": fact.how_to_get_there,
            "may_be_named": fact.may_be_named,
        },
    )

    def change(typed: dict[str, Any]) -> None:
        actions.change(place_id=place_id, by=viewer, **typed)

    if request.method == "POST" and asking.tried(form, change):
        return asking.done(request, reverse("teams:places"), _("This is kept."))
    return asking.page(request, form, "teams/place.html", place=fact)


@require_POST
def close(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """Close a place."""
    actions.close(place_id=place_id, by=here.viewer(request))
    return asking.done(
        request, reverse("teams:places"), _("Nobody can choose this place any more.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_team(request: HttpRequest) -> HttpResponse:
    """Add a team."""
    viewer = here.viewer(request)
    if not viewer.has(Duty.SETTINGS):
        raise NotAllowed
    form = TeamForm(
        request.POST if request.method == "POST" else None,
        initial={"zone": here.service(request).zone},
    )

    def add(typed: dict[str, Any]) -> None:
        actions.add_team(by=viewer, **typed)

    if request.method == "POST" and asking.tried(form, add):
        return asking.done(request, reverse("teams:places"), _("The team is there."))
    return asking.page(
        request,
        form,
        title=_("A new team"),
        submit=_("Add this team"),
        back=reverse("teams:places"),
    )
