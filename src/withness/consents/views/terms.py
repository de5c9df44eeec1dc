"""The terms on which one takes part: reading them, answering, and writing an answer down."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.consents.actions import terms as actions
from withness.consents.forms.terms import TermsAnswerForm
from withness.consents.queries import outside, terms
from withness.consents.rules import terms as rules
from withness.consents.words import terms as words
from withness.networks.queries import members
from withness.people.views import here, refusing


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Show a member on what terms one takes part; a yes and a no are equally near."""
    viewer, service = here.viewer(request), here.service(request)
    now = terms.current()
    if now is None or viewer.person_id is None or viewer.practitioner_id or not viewer.seats:
        raise NotAllowed
    if request.method == "POST":
        return _answer(request)
    code, text = rules.in_language(now.texts, _language(request), service.languages)
    found = terms.answers(viewer, [viewer.person_id], service.zone).get(viewer.person_id, ())
    context = {
        "number": now.number,
        "text": text,
        "language": code,
        "said": [(one, words.ANSWERS[one.answer], words.SAID_HOW[one.how]) for one in found],
        "answered_this": bool(found) and found[0].number == now.number,
        "answered_before": bool(found),
    }
    return render(request, "consents/terms.html", context)


def _answer(request: HttpRequest) -> HttpResponse:
    said, number = request.POST.get("answer", ""), request.POST.get("number", "")
    if said not in set(rules.Answer):
        return HttpResponseRedirect(reverse("consents:terms"))
    with refusing.Kindly(lambda why: messages.warning(request, words.refusal(why))):
        actions.answer(
            number=int(number) if re.fullmatch(r"[0-9]{1,9}", number) else 0,
            answer=rules.Answer(said),
            by=here.viewer(request),
        )
        messages.success(request, _("Thank you. You can say it differently at any time."))
        return HttpResponseRedirect(reverse("days:mine"))
    return HttpResponseRedirect(reverse("consents:terms"))


@require_http_methods(["GET", "HEAD", "POST"])
def for_somebody(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down what somebody said to the terms, on the telephone or on paper."""
    viewer, service = here.viewer(request), here.service(request)
    now = terms.current()
    if now is None or outside.may_give(viewer, network_id, person_id):
        raise NotAllowed
    form = TermsAnswerForm(request.POST or None, initial={"number": now.number})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with refusing.Kindly(form.refuse):
            actions.write_down(
                network_id=network_id,
                person_id=person_id,
                number=typed["number"],
                answer=rules.Answer(typed["answer"]),
                how=rules.How(typed["how"]),
                by=viewer,
            )
            messages.success(request, _("It is written down, with your name."))
            return HttpResponseRedirect(reverse("consents:network", args=[network_id]))
    code, text = rules.in_language(now.texts, _language(request), service.languages)
    found = terms.answers(viewer, [person_id], service.zone).get(person_id, ())
    people = members.of(viewer, network_id)
    context = {
        "form": form,
        "text": text,
        "language": code,
        "name": next((one.name for one in people if one.person_id == person_id), ""),
        "network_id": network_id,
        "last": (found[0], words.THEIR_ANSWERS[found[0].answer]) if found else None,
        "number": now.number,
    }
    status = 422 if form.is_bound else 200
    return render(request, "consents/terms_for.html", context, status=status)


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))
