"""Who reads one's own line: wider, narrower, one more person, one person no longer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from withness.access.rules import NotAllowed
from withness.people.views import here
from withness.records.actions import owning as actions
from withness.records.rules.states import Circle
from withness.records.views.line import done, found


@require_POST
def choose_readers(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Open one's own line wider or narrower; words kept so far are put with the others."""
    viewer = here.viewer(request)
    fact, _head = found(viewer, line_id)
    circle = request.POST.get("circle", "")
    if circle not in set(Circle):
        messages.warning(request, _("Please choose one."))
        return HttpResponseRedirect(reverse("records:line", args=[line_id]))

    def deed() -> None:
        actions.choose_circle(line_id=line_id, circle=Circle(circle), by=viewer)
        if not fact.is_shared:
            actions.share(line_id=line_id, by=viewer)

    return done(request, deed, _("So it is."), reverse("records:line", args=[line_id]))


@require_POST
def open_to(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Open one's own line to one more person."""
    viewer = here.viewer(request)
    person_id = posted_id(request, "person")
    return done(
        request,
        lambda: actions.open_to(line_id=line_id, person_id=person_id, by=viewer),
        _("It is open to them now."),
        reverse("records:line", args=[line_id]),
    )


@require_POST
def close_to(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Take back from one person what was opened to them by name."""
    viewer = here.viewer(request)
    person_id = posted_id(request, "person")
    return done(
        request,
        lambda: actions.close_to(line_id=line_id, person_id=person_id, by=viewer),
        _("It is no longer open to them by name."),
        reverse("records:line", args=[line_id]),
    )


def posted_id(request: HttpRequest, name: str) -> UUID:
    """Return an id that was sent, or raise `NotAllowed`."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise NotAllowed from None
