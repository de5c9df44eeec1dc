"""How the forms of this room are answered: one deed, a sentence for what happened, a way on."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from withness.access.rules import NotAllowed
from withness.teams.words import refusals
from withness.values.rules.refusals import Refusal

PAGE = "teams/form.html"


def done(request: HttpRequest, where: str, said: object) -> HttpResponse:
    """Lead on after a deed, with a sentence that says what happened."""
    messages.success(request, str(said))
    return HttpResponseRedirect(where)


def not_done(request: HttpRequest, where: str, refused: Refusal) -> HttpResponse:
    """Lead back with the sentence for a refusal; what is absent stays absent."""
    if isinstance(refused, NotAllowed):
        raise refused
    messages.warning(request, refusals.said(refused))
    return HttpResponseRedirect(where)


def tried(form: forms.Form, deed: Callable[[dict[str, Any]], object]) -> bool:
    """Do the deed with what a good form holds; put a refusal on the form and return False."""
    if not form.is_valid():
        return False
    try:
        deed(form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refused:
        form.add_error(None, refusals.said(refused))
        return False
    return True


def page(
    request: HttpRequest, form: forms.Form, template: str = PAGE, **frame: Any
) -> HttpResponse:
    """Show a form; 422 while something needs another look."""
    return render(request, template, {"form": form, **frame}, status=422 if form.is_bound else 200)
