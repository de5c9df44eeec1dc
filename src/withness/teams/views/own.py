"""My hours, my absences, my calendars."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.people.views import here
from withness.teams.actions import calendars, hours
from withness.teams.forms import hours as asked
from withness.teams.forms import own as forms
from withness.teams.queries import own as queries
from withness.teams.rules.hours import Weekly, hours_a_week
from withness.teams.views import asking
from withness.teams.words import duties, refusals
from withness.values.rules import wall


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show one's own hours, absences and calendars."""
    mine, _today = _mine(request)
    own_duties = sorted(here.viewer(request).duties)
    return render(
        request,
        "teams/own.html",
        {
            "practitioner_id": mine.practitioner_id,
            "duties": [(one, duties.NAMES[one], duties.MEANS[one]) for one in own_duties],
            "periods": periods(mine.hours),
            "absences": [
                (
                    one.id,
                    wall.wall_time(one.span.start, mine.zone),
                    wall.wall_time(one.span.end, mine.zone),
                )
                for one in mine.absences
            ],
            "calendars": [
                (
                    one,
                    wall.wall_time(one.read_at, mine.zone) if one.read_at else None,
                    refusals.trouble(one.trouble) if one.trouble else "",
                )
                for one in mine.calendars
            ],
        },
    )


def periods(every: tuple[Weekly, ...]) -> list[dict[str, Any]]:
    """Return hours by the days from and until which they hold, each as seven or fewer lines."""
    found: dict[tuple[date | None, date | None], list[Weekly]] = {}
    for one in every:
        found.setdefault((one.from_on, one.until_on), []).append(one)
    return [
        {
            "from_on": from_on,
            "until_on": until_on,
            "sum": f"{hours_a_week(those):g}",
            "days": [
                (str(WEEKDAYS[asked.DAYS.index(day)]).capitalize(), text)
                for day, text in asked.written(those).items()
            ],
        }
        for (from_on, until_on), those in found.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def own_hours(request: HttpRequest) -> HttpResponse:
    """Change one's own hours, from a day on or at once."""
    viewer = here.viewer(request)
    mine, today = _mine(request)
    last = [one for one in mine.hours if one.until_on is None]
    form = asked.OwnHoursForm(
        request.POST if request.method == "POST" else None,
        today=today,
        initial=asked.written(last),
    )

    def keep(typed: dict[str, Any]) -> None:
        hours.keep(
            practitioner_id=mine.practitioner_id,
            hours=typed["hours"],
            from_on=typed["from_on"],
            by=viewer,
        )

    if request.method == "POST" and asking.tried(form, keep):
        return asking.done(request, reverse("teams:own"), _("Your hours are kept."))
    return asking.page(request, form, "teams/own_hours.html")


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """Say when one is away; nobody asks why."""
    viewer = here.viewer(request)
    mine, _today = _mine(request)
    form = forms.AbsenceForm(
        request.POST if request.method == "POST" else None, zone=mine.zone, now=timezone.now()
    )

    def keep(typed: dict[str, Any]) -> None:
        hours.be_away(practitioner_id=mine.practitioner_id, span=typed["span"], by=viewer)

    if request.method == "POST" and asking.tried(form, keep):
        return asking.done(request, reverse("teams:own"), _("Nobody will plan you in then."))
    return asking.page(
        request,
        form,
        title=_("When are you away?"),
        lead=_("Nobody asks why, and nothing about it is kept."),
        submit=_("Keep this"),
        back=reverse("teams:own"),
    )


@require_POST
def back(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Take back an absence of one's own."""
    hours.be_back(absence_id=absence_id, by=here.viewer(request))
    return asking.done(request, reverse("teams:own"), _("You are there then."))


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """Add a calendar as a file."""
    viewer = here.viewer(request)
    mine, _today = _mine(request)
    posted = request.method == "POST"
    form = forms.FileForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        zone=mine.zone,
        now=timezone.now(),
    )

    def keep(typed: dict[str, Any]) -> None:
        calendars.put(
            practitioner_id=mine.practitioner_id,
            name=typed["name"],
            busy=typed["file"],
            by=viewer,
        )

    if posted and asking.tried(form, keep):
        return asking.done(request, reverse("teams:own"), _("Your calendar is read."))
    return asking.page(
        request,
        form,
        title=_("Add a calendar as a file"),
        lead=_(
            "We keep from when until when you are busy, and nothing else of it: no titles, no "
            "places, no people. A file is read once. When your calendar has changed, send it again "
            "under the same name."
        ),
        submit=_("Read this file"),
        files=True,
        back=reverse("teams:own"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest) -> HttpResponse:
    """Add a calendar by its address."""
    viewer = here.viewer(request)
    mine, _today = _mine(request)
    form = forms.FeedForm(
        request.POST if request.method == "POST" else None,
        anywhere=settings.WITHNESS_FEEDS_ANYWHERE,
    )

    def keep(typed: dict[str, Any]) -> None:
        calendars.put(
            practitioner_id=mine.practitioner_id,
            name=typed["name"],
            feed=typed["address"],
            by=viewer,
        )

    if request.method == "POST" and asking.tried(form, keep):
        return asking.done(
            request, reverse("teams:own"), _("Your calendar will be read within some minutes.")
        )
    return asking.page(
        request,
        form,
        title=_("Add a calendar by its address"),
        lead=_(
            "It is read again every hour. We keep from when until when you are busy, and nothing "
            "else of it. The address itself lies sealed; nobody else sees it."
        ),
        submit=_("Keep this address"),
        back=reverse("teams:own"),
    )


@require_POST
def end_calendar(request: HttpRequest, calendar_id: UUID) -> HttpResponse:
    """Take a calendar of one's own away."""
    calendars.end(calendar_id=calendar_id, by=here.viewer(request))
    return asking.done(
        request, reverse("teams:own"), _("This calendar and its busy times are gone.")
    )


def _mine(request: HttpRequest) -> tuple[queries.OwnFact, date]:
    """Return one's own times, and today as a clock in the service shows it."""
    now = timezone.now()
    today = wall.wall_time(now, here.service(request).zone).date()
    return queries.times(here.viewer(request), today, now), today
