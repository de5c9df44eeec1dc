"""One's own page: what to call one, how to reach one, one's language, one's links."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.people import forms, words
from withness.people.actions import links as ending
from withness.people.actions import persons as naming
from withness.people.actions import reaches
from withness.people.queries import links, persons
from withness.people.views import here
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer, Way


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show what is kept about whoever looks, with a way to change each part."""
    viewer, person = _somebody(request)
    zone = here.service(request).zone
    return render(
        request,
        "people/own.html",
        _frame(viewer)
        | {
            "person": person,
            "language": get_language_info(person.language)["name_local"]
            if person.language in dict(settings.LANGUAGES)
            else person.language,
            "spoken": [
                (code, get_language_info(code)["name_local"])
                for code in here.service(request).languages
            ],
            "reaches": persons.reaches_of(person.id),
            "links": [
                (
                    one.id,
                    words.PURPOSES[one.purpose],
                    wall.wall_time(one.made_at, zone),
                    wall.wall_time(one.ends_at, zone),
                )
                for one in links.own(viewer)
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Change what one is called."""
    viewer, person = _somebody(request)
    form = forms.NameForm(
        request.POST if request.method == "POST" else None, initial={"name": person.name}
    )
    if request.method == "POST" and form.is_valid():
        naming.rename(person_id=person.id, name=form.cleaned_data["name"], by=viewer)
        return _kept(request)
    return _page(request, form, viewer, title=_("What shall we call you?"))


@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: HttpRequest) -> HttpResponse:
    """Add a way to be reached."""
    viewer, _person = _somebody(request)
    form = forms.ReachForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        kind, value = typed["value"]
        reaches.add(
            kind=kind,
            value=value,
            when_safe=typed["when_safe"],
            may_write=typed["may_write"],
            by=viewer,
        )
        return _kept(request)
    return _page(request, form, viewer, title=_("How can we reach you safely?"))


@require_http_methods(["GET", "HEAD", "POST"])
def change_reach(request: HttpRequest, reach_id: UUID) -> HttpResponse:
    """Change when a way of reaching one is safe."""
    viewer, person = _somebody(request)
    fact = next((one for one in persons.reaches_of(person.id) if one.id == reach_id), None)
    if fact is None:
        raise NotAllowed
    form = forms.ReachForm(
        request.POST if request.method == "POST" else None,
        initial={"when_safe": fact.when_safe, "may_write": fact.may_write},
    )
    del form.fields["value"]
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        reaches.change(
            reach_id=reach_id,
            when_safe=typed["when_safe"],
            may_write=typed["may_write"],
            by=viewer,
        )
        return _kept(request)
    return _page(request, form, viewer, title=fact.value)


@require_POST
def end_reach(request: HttpRequest, reach_id: UUID) -> HttpResponse:
    """Take a way of being reached away."""
    reaches.end(reach_id=reach_id, by=here.viewer(request))
    messages.success(request, _("Nothing goes there any more."))
    return HttpResponseRedirect(reverse("people:own"))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language of one's own pages and messages."""
    viewer, person = _somebody(request)
    chosen = request.POST.get("language", "")
    if chosen not in here.service(request).languages:
        raise NotAllowed
    naming.speak(person_id=person.id, language=chosen, by=viewer)
    answer = _kept(request)
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return answer


@require_POST
def end_link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """End one of one's own links at once."""
    viewer, _person = _somebody(request)
    try:
        ending.revoke(link_id=link_id, by=viewer)
    except NotAllowed:
        raise
    except Refusal as refused:
        messages.warning(request, words.said(refused))
    else:
        messages.success(request, _("This link opens nothing any more."))
    if here.again(request).way == Way.NOBODY:  # it was the one they came in by
        request.session.flush()
        return HttpResponseRedirect(reverse("web:front"))
    return HttpResponseRedirect(reverse("people:own"))


def _somebody(request: HttpRequest) -> tuple[Viewer, persons.PersonFact]:
    viewer = here.viewer(request)
    person = persons.person(viewer.person_id) if viewer.person_id else None
    if person is None or viewer.way == Way.NOBODY:
        raise NotAllowed
    return viewer, person


def _frame(viewer: Viewer) -> dict[str, Any]:
    return {"base": "web/member.html" if viewer.way == Way.LINK else "web/page.html"}


def _kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("This is kept."))
    return HttpResponseRedirect(reverse("people:own"))


def _page(request: HttpRequest, form: Any, viewer: Viewer, title: str) -> HttpResponse:
    frame = _frame(viewer) | {"form": form, "title": title}
    return render(request, "people/form.html", frame, status=422 if form.is_bound else 200)
