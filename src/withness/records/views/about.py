"""What one's own line says about somebody else. Nobody is told of the mark."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from withness.access.rules import NotAllowed
from withness.people.views import here
from withness.records.actions import about as actions
from withness.records.forms import lines as forms
from withness.records.queries import page
from withness.records.views.line import done, found
from withness.records.views.readers import posted_id


@require_POST
def mark(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Mark that one's own line speaks about somebody."""
    viewer = here.viewer(request)
    fact, head = found(viewer, line_id)
    if not fact.is_own or fact.is_taken_back:
        raise NotAllowed
    people = [(one.person_id, one.name) for one in page.people(viewer, head)]
    form = forms.AboutForm(request.POST, people=people)
    if not form.is_valid():
        raise NotAllowed  # the list holds everybody who could be chosen
    return done(
        request,
        lambda: _made(form, line_id, request),
        _("It is marked. Nobody is told."),
        reverse("records:line", args=[line_id]) + "#about",
    )


def _made(form: forms.AboutForm, line_id: UUID, request: HttpRequest) -> None:
    actions.mark(
        line_id=line_id,
        person_id=form.person_id(),
        name="" if form.person_id() else form.cleaned_data["name"],
        by=here.viewer(request),
    )


@require_POST
def unmark(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Take a mark off one's own line."""
    found(here.viewer(request), line_id)
    which = posted_id(request, "which")
    return done(
        request,
        lambda: actions.unmark(about_id=which, by=here.viewer(request)),
        _("The mark is gone."),
        reverse("records:line", args=[line_id]) + "#about",
    )


@require_POST
def show(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show one's own line to the person it speaks about."""
    found(here.viewer(request), line_id)
    which = posted_id(request, "which")
    return done(
        request,
        lambda: actions.show(about_id=which, by=here.viewer(request)),
        _("They can read it now, and say something beside it."),
        reverse("records:line", args=[line_id]) + "#about",
    )


@require_POST
def leave(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Say, or take back, that a line about somebody may go to others."""
    found(here.viewer(request), line_id)
    which, yes = posted_id(request, "which"), request.POST.get("yes") == "1"
    return done(
        request,
        lambda: actions.let_leave(about_id=which, yes=yes, by=here.viewer(request)),
        _("You agree that it may go with the others.") if yes else _("It stays here."),
        reverse("records:line", args=[line_id]) + "#about",
    )
