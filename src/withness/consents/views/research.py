"""Studies: one's own yes or no, writing one down, and putting a study up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.consents.actions import research as actions
from withness.consents.forms.terms import StudyAnswerForm, StudyForm
from withness.consents.queries import outside, research
from withness.consents.rules import research as rules
from withness.consents.rules import terms
from withness.consents.views.outside_set import spoken
from withness.consents.words import terms as words
from withness.networks.queries import members
from withness.people.views import here, refusing


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show a member the studies they may say yes or no to; absent before the time has come."""
    found = research.own(here.viewer(request), timezone.now())
    if not found:
        raise NotAllowed
    rows = [
        (one.study.id, _said(request, one.study.titles), one.stands, one.study.is_open)
        for one in found
    ]
    return render(request, "consents/research.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def study(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """Show one study in plain words; yes and no stand side by side, neither is chosen."""
    viewer = here.viewer(request)
    found = research.own_one(viewer, study_id, timezone.now())
    if request.method == "POST":
        said = request.POST.get("answer", "")
        if said in set(rules.Answer):
            with refusing.Kindly(lambda why: messages.warning(request, words.refusal(why))):
                actions.answer(study_id=study_id, answer=rules.Answer(said), by=viewer)
                messages.success(request, _("This is kept. You can change it at any time."))
        return HttpResponseRedirect(reverse("consents:study", args=[study_id]))
    service = here.service(request)
    code, text = terms.in_language(found.study.texts, _language(request), service.languages)
    context = {
        "study": found.study,
        "title": _said(request, found.study.titles),
        "text": text,
        "language": code,
        "stands": found.stands,
        "history": [
            (words.STUDY_SAID[answer], words.SAID_HOW[how], at) for answer, how, at in found.history
        ],
    }
    return render(request, "consents/study.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def for_somebody(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down what somebody said about a study, on the telephone or on paper."""
    viewer = here.viewer(request)
    if outside.may_give(viewer, network_id, person_id):
        raise NotAllowed
    found = research.open_studies(viewer, network_id, person_id)
    choices = [(str(one.id), _said(request, one.titles)) for one in found]
    form = StudyAnswerForm(request.POST or None, studies=choices)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with refusing.Kindly(form.refuse):
            actions.write_down(
                network_id=network_id,
                person_id=person_id,
                study_id=UUID(typed["study"]),
                answer=rules.Answer(typed["answer"]),
                how=rules.How(typed["how"]),
                by=viewer,
            )
            messages.success(request, _("It is written down, with your name."))
            return HttpResponseRedirect(reverse("consents:network", args=[network_id]))
    people = members.of(viewer, network_id)
    context = {
        "form": form,
        "studies": found,
        "name": next((one.name for one in people if one.person_id == person_id), ""),
        "network_id": network_id,
    }
    return render(request, "consents/study_for.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def studies(request: HttpRequest) -> HttpResponse:
    """Put a study up and end one; who said yes stands on no page."""
    viewer = here.viewer(request)
    found = research.studies(viewer)
    form = StudyForm(request.POST or None, languages=spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusing.Kindly(form.refuse):
            actions.put(**form.values(), by=viewer)
            messages.success(request, _("This is kept. Members see it on their own page."))
            return HttpResponseRedirect(reverse("consents:studies"))
    rows = [(one, _said(request, one.titles)) for one in found]
    context = {"form": form, "rows": rows}
    return render(request, "consents/studies.html", context, status=422 if form.is_bound else 200)


@require_POST
def close(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """End a study: nobody is asked any more."""
    actions.close(study_id=study_id, by=here.viewer(request))
    messages.success(request, _("The study has ended. Nobody is asked any more."))
    return HttpResponseRedirect(reverse("consents:studies"))


def _said(request: HttpRequest, texts: dict[str, str]) -> str:
    languages = here.service(request).languages
    return terms.in_language(texts, _language(request), languages)[1]


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))
