"""Setting up a service, for whoever opens it first: one page a step, and nothing half-saved.

What was typed lies sealed in the session until the last step writes everything at once.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth import login as sign_in
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from withness.delivery.rules import neutral
from withness.service import queries as services
from withness.teams.actions import begin as beginning
from withness.teams.actions import draft as drafts
from withness.teams.forms.setup import WordForm
from withness.teams.views import setup_door as door
from withness.teams.views import setup_plan as plan
from withness.teams.words import refusals
from withness.teams.words import setup as words
from withness.values.rules.refusals import Refusal

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEPT = "setup"
SECONDS = 7 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Open the door, say what is coming, and lead on to the first step that is open."""
    _nothing_begun()
    if not door.is_open(request):
        return _at_the_door(request)
    draft = _draft(request)
    return render(
        request,
        "teams/setup/welcome.html",
        {
            "next": reverse("setup_step", args=[plan.first_open(draft)]),
            "has_begun": bool(draft),
            "host_tells": neutral.host_tells(settings.WITHNESS_ORIGIN),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    """Show one step, keep what was typed there, and lead on."""
    _nothing_begun()
    if not door.is_open(request):
        return HttpResponseRedirect(reverse("setup"))
    if step not in plan.STEPS:
        raise Http404
    draft = _draft(request)
    if plan.STEPS.index(step) > plan.STEPS.index(plan.first_open(draft)):
        return HttpResponseRedirect(reverse("setup_step", args=[plan.first_open(draft)]))
    if step == "ready":
        return _ready(request, draft)
    if step in plan.LISTS:
        return _list(request, draft, step)
    form = plan.form_of(step, draft, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        draft[step] = plan.typed(request.POST)
        _keep(request, draft)
        return HttpResponseRedirect(reverse("setup_step", args=[plan.after(step)]))
    return _page(request, step, form)


def _list(request: HttpRequest, draft: dict[str, Any], step: str) -> HttpResponse:
    """Answer a step that gathers several entries: people, or turns."""
    here = reverse("setup_step", args=[step])
    if "on" in request.POST:
        draft[f"{step}_done"] = True
        _keep(request, draft)
        return HttpResponseRedirect(reverse("setup_step", args=[plan.after(step)]))
    if "remove" in request.POST:
        plan.remove(draft, step, request.POST["remove"])
        _keep(request, draft)
        return HttpResponseRedirect(here)
    number = plan.number_in(draft, step, request.POST.get("number") or request.GET.get("change"))
    form = plan.entry_form(step, draft, number, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        plan.put(draft, step, number, plan.typed(request.POST))
        _keep(request, draft)
        return HttpResponseRedirect(here)
    return _page(request, step, form, entries=plan.entries(draft, step), number=number, draft=draft)


def _ready(request: HttpRequest, draft: dict[str, Any]) -> HttpResponse:
    """Show everything once more; on a yes let the service begin and sign its founder in."""
    trouble = ""
    if request.method == "POST":
        try:
            begun = beginning.begin(**plan.whole(draft))
        except plan.StepOpen as open_step:
            return HttpResponseRedirect(reverse("setup_step", args=[open_step.facts["step"]]))
        except Refusal as refused:
            trouble = refusals.said(refused)
        else:
            request.session.pop(KEPT, None)
            account = get_user_model().objects.get(pk=begun.account_id)
            request.session.set_expiry(None)
            sign_in(request, account, backend=BACKEND)
            return HttpResponseRedirect(f"/{begun.slug}/")
    return _page(request, "ready", forms.Form(), trouble=trouble, **plan.summary(draft))


def _page(request: HttpRequest, step: str, form: forms.Form, **frame: Any) -> HttpResponse:
    number = plan.STEPS.index(step)
    return render(
        request,
        f"teams/setup/{step}.html",
        {
            "form": form,
            "step": step,
            "steps": [
                (words.STEPS[one], "now" if one == step else "done" if place < number else "")
                for place, one in enumerate(plan.STEPS)
            ],
            "place": number + 1,
            "of": len(plan.STEPS),
            "back": reverse("setup_step", args=[plan.STEPS[number - 1]])
            if number
            else reverse("setup"),
            **frame,
        },
        status=422 if form.is_bound else 200,
    )


def _at_the_door(request: HttpRequest) -> HttpResponse:
    """Ask for the set-up word."""
    drafts.word()
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if drafts.is_word(form.cleaned_data["word"]):
            door.open_for(request)
            return HttpResponseRedirect(reverse("setup"))
        form.add_error("word", str(words.WRONG))
    return render(
        request, "teams/setup/door.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _nothing_begun() -> None:
    """Be absent once a service has begun."""
    if services.all_begun():
        raise Http404


def _draft(request: HttpRequest) -> dict[str, Any]:
    return drafts.opened(request.session.get(KEPT, ""))


def _keep(request: HttpRequest, draft: dict[str, Any]) -> None:
    draft["kept_at"] = timezone.now().isoformat()
    request.session[KEPT] = drafts.sealed(draft)
    request.session.set_expiry(SECONDS)
