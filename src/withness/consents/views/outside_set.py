"""Settings of this room: what can be told here, when it is looked at again, and the terms."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access import policy
from withness.consents.actions import outside_set as actions
from withness.consents.actions import terms as putting
from withness.consents.forms.outside import SettingForm
from withness.consents.forms.terms import TermsForm
from withness.consents.queries import outside_set, terms
from withness.consents.words.terms import SUGGESTED
from withness.people.views import here, refusing


def spoken(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the service's languages with their own names."""
    codes = here.service(request).languages
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in codes]


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Set after how many months a consent is looked at again, and what more can be told here."""
    viewer = here.viewer(request)
    policy.require(viewer, "consents.set")
    languages = spoken(request)
    own = [one for one in outside_set.matters("en", []) if not one.is_gone]
    initial: dict[str, Any] = {"months": outside_set.months()} | {
        f"matters_{code}": "\n".join(one.texts.get(code, "") for one in own)
        for code, _name in languages
    }
    form = SettingForm(request.POST or None, languages=languages, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusing.Kindly(form.refuse):
            with transaction.atomic():
                actions.set_months(months=form.cleaned_data["months"], by=viewer)
                actions.set_matters(matters=form.matters(), by=viewer)
            messages.success(request, _("This is kept."))
            return HttpResponseRedirect(reverse("consents:settings"))
    context = {
        "form": form,
        "has_terms": terms.current() is not None,
        "keeps_studies": policy.may(viewer, "consents.put_study") is not None,
    }
    return render(request, "consents/settings.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def settings_terms(request: HttpRequest) -> HttpResponse:
    """Write the terms of taking part; a new version is shown to everybody once more, calmly."""
    viewer = here.viewer(request)
    policy.require(viewer, "consents.put_terms")
    now = terms.current()
    languages = spoken(request)
    form = TermsForm(
        request.POST or None,
        languages=languages,
        initial={f"text_{code}": _text(now, code) for code, _name in languages},
    )
    if request.method == "POST" and form.is_valid():
        with refusing.Kindly(form.refuse):
            putting.put(texts=form.texts(), by=viewer)
            messages.success(request, _("This is kept. Members see it on their own page."))
            return HttpResponseRedirect(reverse("consents:settings"))
    context = {"form": form, "number": now.number if now else 0}
    status = 422 if form.is_bound else 200
    return render(request, "consents/settings_terms.html", context, status=status)


def _text(now: terms.TermsFact | None, code: str) -> str:
    if now is not None:
        return now.texts.get(code, "")
    with override(code):
        return str(SUGGESTED)
