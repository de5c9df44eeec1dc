"""The settings of the service, kept by whoever has that duty."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from withness.access.rules import NotAllowed
from withness.people.views import here
from withness.service import actions, forms, queries, rules, words
from withness.teams.forms.posts import zones
from withness.teams.views import asking
from withness.values.rules.viewer import Duty, Viewer, Way


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what is set, with a way to change each part."""
    _keeper(request)
    service = here.service(request)
    return render(
        request,
        "teams/settings.html",
        {
            "spoken": [get_language_info(code)["name_local"] for code in service.languages],
            "numbers": queries.numbers(),
            "terms": [
                (code, get_language_info(code)["name_local"], len(queries.terms(code)))
                for code in service.languages
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def house(request: HttpRequest) -> HttpResponse:
    """Change the service's settings."""
    viewer, service = _keeper(request), here.service(request)
    form = forms.SettingsForm(
        request.POST if request.method == "POST" else None,
        zones=zones(),
        initial={
            "name": service.name,
            "sender_name": service.sender_name,
            "languages": service.languages,
            "zone": service.zone,
            "promise_hours": service.promise_hours,
            "warn_hours": ", ".join(map(str, service.warn_hours)),
            "link_days": service.link_days,
            "travel_minutes": service.travel_minutes,
        },
    )

    def change(typed: dict[str, Any]) -> None:
        actions.change(by=viewer, **typed)

    if request.method == "POST" and asking.tried(form, change):
        return _kept(request)
    return _page(request, form, _("The service and its promise"))


@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """Change the telephone numbers."""
    viewer = _keeper(request)
    form = forms.NumbersForm(
        request.POST if request.method == "POST" else None,
        initial=forms.NumbersForm.filled(queries.numbers()),
    )

    def change(_typed: dict[str, Any]) -> None:
        actions.number(numbers=form.numbers(), by=viewer)

    if request.method == "POST" and asking.tried(form, change):
        return _kept(request)
    return _page(
        request,
        form,
        _("Telephone numbers"),
        _("They stand first on the page where somebody asks for help."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def happens(request: HttpRequest) -> HttpResponse:
    """Change the page about what happens in a meeting."""
    viewer, service = _keeper(request), here.service(request)
    form = forms.HappensForm(
        request.POST if request.method == "POST" else None,
        initial={"what_happens": service.what_happens},
    )

    def change(typed: dict[str, Any]) -> None:
        actions.tell(what_happens=typed["what_happens"], by=viewer)

    if request.method == "POST" and asking.tried(form, change):
        return _kept(request)
    return _page(request, form, _("What happens in a meeting"))


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, language: str) -> HttpResponse:
    """Change the service's own words in one language."""
    viewer, service = _keeper(request), here.service(request)
    if language not in service.languages or language not in rules.LANGUAGES:
        raise NotAllowed
    form = forms.TermsForm(
        request.POST if request.method == "POST" else None, own=queries.terms(language)
    )

    def change(_typed: dict[str, Any]) -> None:
        actions.call(language=language, words=form.words(), by=viewer)

    if request.method == "POST" and asking.tried(form, change):
        return _kept(request)
    return _page(
        request,
        form,
        _("Your own words"),
        _("What do you say in %(language)s? Leave a line empty to keep our word.")
        % {"language": get_language_info(language)["name_local"]},
    )


def _keeper(request: HttpRequest) -> Viewer:
    viewer = here.viewer(request)
    if viewer.way != Way.SIGNED_IN or not viewer.has(Duty.SETTINGS):
        raise NotAllowed
    return viewer


def _kept(request: HttpRequest) -> HttpResponse:
    return asking.done(request, reverse("teams:settings"), words.KEPT)


def _page(request: HttpRequest, form: Any, title: str, lead: str = "") -> HttpResponse:
    return asking.page(
        request,
        form,
        title=title,
        lead=lead,
        submit=_("Keep this"),
        back=reverse("teams:settings"),
    )
