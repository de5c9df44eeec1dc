"""A deed where deciding is hard, asked about once more: its form, its page, and the way back."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from withness.networks.words import refusals
from withness.people.views import here, refusing


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, None while somebody only looks: also a form without questions."""
    return request.POST if request.method == "POST" else None


def carried_out(form: forms.Form, deed: Callable[[], object]) -> bool:
    """Do the deed where the form was sent and is good; put a refusal on the form."""
    if form.is_valid():
        with refusing.Kindly(lambda why: form.add_error(None, refusals.sentence(why))):
            deed()
            return True
    return False


def done(request: HttpRequest, network_id: UUID, said: str) -> HttpResponse:
    """Lead back to what is hard in the network, and say what happened."""
    messages.success(request, said)
    return HttpResponseRedirect(reverse("networks:hard", args=[network_id]))


def page(
    request: HttpRequest,
    form: forms.Form,
    network_id: UUID,
    *,
    question: str,
    then: list[str],
    yes: str,
    template: str = "web/confirm.html",
) -> HttpResponse:
    """Ask once more: the question, what happens then, and what the yes is called."""
    page = {
        "form": form, "question": question, "then": then, "yes": yes, "back": _("Not now"),
        "back_href": reverse("networks:hard", args=[network_id]),
        "leave": here.viewer(request).practitioner_id is None,
    }  # fmt: skip
    return render(request, template, page, status=422 if form.errors else 200)
