"""The rota: two weeks of turns, what is empty and what is double."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from withness.access.rules import NotAllowed
from withness.people.views import here
from withness.teams.actions import rota as actions
from withness.teams.forms.rota import TurnForm
from withness.teams.queries import pages, practitioners, teams
from withness.teams.queries.teams import TeamFact
from withness.teams.rules import hours as rules
from withness.teams.views import asking
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Duty

DAYS = 14


@require_http_methods(["GET", "HEAD", "POST"])
def rota(request: HttpRequest) -> HttpResponse:
    """Show two weeks of a team's rota; whoever keeps it adds turns here."""
    viewer = here.viewer(request)
    now = timezone.now()
    team = _team(request.GET.get("team", ""))
    if team is None:
        if not viewer.practitioner_id:
            raise NotAllowed
        return render(request, "teams/rota_empty.html", {})
    first = _first_day(request.GET.get("from", ""), wall.wall_time(now, team.zone).date())
    fact = pages.rota(viewer, team.id, _window(first, team.zone))
    form: TurnForm | None = None
    if viewer.has(Duty.ROTA):
        form = TurnForm(
            request.POST if request.method == "POST" else None,
            people=[(str(one.id), one.name) for one in practitioners.of_team(team.id)],
            zone=team.zone,
            now=now,
            initial={"day": first, "days": 1, "begins": time(9), "ends": time(17)},
        )
    elif request.method == "POST":
        raise NotAllowed

    def add(typed: dict[str, Any]) -> None:
        actions.add(
            team_id=team.id, practitioner_id=UUID(typed["who"]), spans=typed["spans"], by=viewer
        )

    if request.method == "POST" and form is not None and asking.tried(form, add):
        return asking.done(request, request.get_full_path(), _("This stands on the rota."))
    return render(
        request,
        "teams/rota.html",
        {"form": form, **_shown(fact, first, now)},
        status=422 if form is not None and form.is_bound else 200,
    )


@require_POST
def end_turn(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    """Take a turn off the rota."""
    where = reverse("teams:rota")
    team = _team(request.POST.get("team", ""))
    if team is not None:
        day = _first_day(request.POST.get("from", ""), timezone.now().date())
        where = f"{where}?team={team.id}&from={day.isoformat()}"
    try:
        actions.remove(turn_id=turn_id, by=here.viewer(request))
    except Refusal as refused:
        return asking.not_done(request, where, refused)
    return asking.done(request, where, _("This turn is off the rota."))


def _team(asked: str) -> TeamFact | None:
    """Return the team asked for, or the first; None where there is none yet."""
    every = teams.all_teams()
    if not asked:
        return every[0] if every else None
    found = next((one for one in every if str(one.id) == asked), None)
    if found is None:
        raise NotAllowed
    return found


def _first_day(asked: str, today: date) -> date:
    """Return the Monday of the week asked for, or of this one."""
    try:
        day = date.fromisoformat(asked) if asked else today
    except ValueError:
        day = today
    if abs((day - today).days) > 3 * 366:
        day = today
    return day - timedelta(days=day.weekday())


def _window(first: date, zone: str) -> Span:
    return Span(
        rules.edge(first, time(), zone), rules.edge(first + timedelta(days=DAYS), time(), zone)
    )


def _shown(fact: pages.RotaFact, first: date, now: datetime) -> dict[str, Any]:
    """Return the two weeks as a page shows them: days, each with its turns in wall time."""
    zone = fact.team.zone
    shown = [
        (wall.wall_time(max(turn.span.start, _window(first, zone).start), zone).date(), turn)
        for turn in fact.turns
    ]
    shown.sort(key=lambda one: (one[0], one[1].span.start))
    days = {
        day: [
            {
                "id": turn.id,
                "name": turn.name,
                "begins": wall.wall_time(turn.span.start, zone),
                "ends": wall.wall_time(turn.span.end, zone),
                "is_over": turn.span.end <= now,
            }
            for _day, turn in those
        ]
        for day, those in groupby(shown, key=lambda one: one[0])
    }
    every = teams.all_teams()
    return {
        "team": fact.team,
        "teams": every if len(every) > 1 else (),
        "first": first,
        "days": [
            (first + timedelta(days=n), days.get(first + timedelta(days=n), []))
            for n in range(DAYS)
        ],
        "gaps": _gaps(fact, now),
        "overlaps": [
            (*_on_the_wall(span, zone), names) for span, names in fact.overlaps if span.end > now
        ],
        "before": first - timedelta(days=DAYS),
        "after": first + timedelta(days=DAYS),
    }


def _gaps(fact: pages.RotaFact, now: datetime) -> list[tuple[datetime, datetime]]:
    """Return when nobody is on duty from now on, in wall time."""
    return [
        _on_the_wall(Span(max(span.start, now), span.end), fact.team.zone)
        for span in fact.gaps
        if span.end > now
    ]


def _on_the_wall(span: Span, zone: str) -> tuple[datetime, datetime]:
    return wall.wall_time(span.start, zone), wall.wall_time(span.end, zone)
