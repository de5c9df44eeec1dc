"""One line: who reads it and why, and what its owner can do with it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.meetings.rules.states import State
from withness.people.views import here
from withness.records.actions import owning as actions
from withness.records.forms import lines as forms
from withness.records.queries import owned, page, record
from withness.records.rules.states import Circle, Yes
from withness.records.views import shown
from withness.records.words import circles, refusals
from withness.records.words import lines as words
from withness.trail import actions as trail
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer

READS_AND_POSTS = ["GET", "HEAD", "POST"]


def _found(viewer: Viewer, line_id: UUID) -> tuple[record.LineFact, page.HeadFact]:
    fact = record.line(viewer, line_id)
    if fact is None:
        raise NotAllowed
    return fact, page.head(viewer, fact.meeting_id)


@require_safe
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show one line, why the viewer reads it, and what they can do with it."""
    viewer = here.viewer(request)
    fact, head = _found(viewer, line_id)
    zone = here.service(request).zone
    trail.read(
        "records.read", by=viewer, right=f"reads_as_{fact.why}", about=line_id,
        network=fact.network_id,
    )  # fmt: skip
    return render(
        request,
        "records/line.html",
        shown.base(request)
        | {
            "line": shown.lines([fact], zone)[0],
            "why": words.why(fact),
            "said_on": words.day(fact.said_at, zone),
            "back_href": _meeting(head),
            "meeting_id": head.id,
            "may_answer": head.belongs and not fact.is_taken_back,
        }
        | (_own(viewer, fact, head, zone) if fact.is_own else {})
        | (_noted(fact) if fact.is_noted_by_viewer else {}),
    )


def _own(
    viewer: Viewer, fact: record.LineFact, head: page.HeadFact, zone: str
) -> dict[str, object]:
    now = head.state == State.UNDER_WAY
    is_centre = viewer.person_id == head.centre_id
    offered = forms.choices(
        is_bound=shown.is_bound(viewer, fact.network_id),
        centre=head.centre_name,
        is_centre=is_centre,
        now=now,
    )
    people = [
        (one.person_id, one.name)
        for one in page.people(viewer, head)
        if one.person_id != viewer.person_id
    ]
    return {
        "own": True,
        "waits": fact.yes == Yes.NOT_YET and not fact.is_taken_back,
        "is_kept": not fact.is_shared,
        "is_taken_back": fact.is_taken_back,
        "who_reads": circles.readers(
            fact.circle, centre=head.centre_name, is_centre=is_centre, now=now
        ),
        "circle_form": forms.CircleForm(offered=offered, initial={"circle": fact.circle}),
        "open_form": forms.OpenToForm(people=people) if people else None,
        "named": owned.readers(viewer, fact.id),
        "earlier": [
            (earlier, words.day(until, zone)) for earlier, until in owned.earlier_wordings(fact)
        ],
        "may_take_back": not shown.arranges(viewer, fact.network_id),
    }


def _noted(fact: record.LineFact) -> dict[str, object]:
    return {"heard_form": forms.HeardForm() if fact.yes == Yes.NOT_YET else None}


@require_http_methods(READS_AND_POSTS)
def change(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Say one's own line differently."""
    viewer = here.viewer(request)
    fact, head = _found(viewer, line_id)
    if not fact.is_own or fact.is_taken_back:
        raise NotAllowed
    form = forms.ChangeForm(shown.posted(request), initial={"words": fact.words})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(line_id=line_id, words=form.cleaned_data["words"], by=viewer)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error("words", refusals.sentence(refusal))
        else:
            return HttpResponseRedirect(reverse("records:line", args=[line_id]))
    return render(
        request,
        "records/ending.html",
        shown.base(request)
        | {
            "head": head,
            "form": form,
            "title": _("How would you say it now?"),
            "submit": _("Say it so"),
            "note": _(
                "Whoever reads this line sees that you said it differently before. What it said "
                "before, only you can read."
            ),
            "back_href": reverse("records:line", args=[line_id]),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(READS_AND_POSTS)
def take_back(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Ask once more, and take one's own line back."""
    viewer = here.viewer(request)
    fact, head = _found(viewer, line_id)
    if not fact.is_own or fact.is_taken_back:
        raise NotAllowed
    if request.method == "POST":
        return _done(
            request,
            lambda: actions.take_back(line_id=line_id, by=viewer),
            _("You took it back. Nobody else reads it any more."),
            _meeting(head),
        )
    return render(
        request,
        "web/confirm.html",
        shown.base(request)
        | {
            "question": _("Shall these words be taken back?"),
            "then": [
                _("Nobody but you reads them any more, at once."),
                _("What others said beside them stays: it is theirs."),
                _("They are sealed for as long as the law asks, and then destroyed."),
            ],
            "yes": _("Take it back"),
            "back": _("Keep it"),
            "back_href": reverse("records:line", args=[line_id]),
        },
    )


@require_POST
def say_yes(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Say yes to what somebody wrote down for oneself."""
    viewer = here.viewer(request)
    return _done(
        request,
        lambda: actions.say_yes(line_id=line_id, by=viewer),
        _("Thank you. These are your words now, and the page says so."),
        reverse("records:line", args=[line_id]),
    )


@require_POST
def note_yes(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Write down how the speaker said yes."""
    viewer = here.viewer(request)
    _found(viewer, line_id)  # absent to whom it is absent, whatever they send
    form = forms.HeardForm(request.POST)
    how = Yes(form.cleaned_data["how"]) if form.is_valid() else Yes.NOT_YET
    return _done(
        request,
        lambda: actions.note_yes(line_id=line_id, how=how, by=viewer),
        _("It is written down how they said yes."),
        reverse("records:line", args=[line_id]),
    )


@require_POST
def choose_readers(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Open one's own line wider or narrower; words kept so far are put with the others."""
    viewer = here.viewer(request)
    fact, _head = _found(viewer, line_id)
    circle = request.POST.get("circle", "")
    if circle not in set(Circle):
        messages.warning(request, _("Please choose one."))
        return HttpResponseRedirect(reverse("records:line", args=[line_id]))

    def deed() -> None:
        actions.choose_circle(line_id=line_id, circle=Circle(circle), by=viewer)
        if not fact.is_shared:
            actions.share(line_id=line_id, by=viewer)

    return _done(request, deed, _("So it is."), reverse("records:line", args=[line_id]))


@require_POST
def open_to(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Open one's own line to one more person."""
    viewer = here.viewer(request)
    try:
        person_id = UUID(request.POST.get("person", ""))
    except ValueError:
        raise NotAllowed from None
    return _done(
        request,
        lambda: actions.open_to(line_id=line_id, person_id=person_id, by=viewer),
        _("It is open to them now."),
        reverse("records:line", args=[line_id]),
    )


def _done(request: HttpRequest, deed: Callable[[], None], said: str, to: str) -> HttpResponse:
    try:
        deed()
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(to)


def _meeting(head: page.HeadFact) -> str:
    name = "records:meeting" if head.state == State.UNDER_WAY else "records:record"
    return reverse(name, args=[head.id])
