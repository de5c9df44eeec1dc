"""Writing: one's own words, words for somebody, and one device passed round."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from withness.access.rules import NotAllowed
from withness.meetings.rules import life
from withness.meetings.rules.states import State
from withness.people.views import here
from withness.records.actions import about
from withness.records.actions import lines as actions
from withness.records.forms import lines as forms
from withness.records.queries import page, record
from withness.records.rules import owning
from withness.records.rules.states import Circle, Yes
from withness.records.views import shown
from withness.records.words import circles, refusals
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer

READS_AND_POSTS = ["GET", "HEAD", "POST"]


@require_http_methods(READS_AND_POSTS)
def write(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show one box for one's own words and who will read them; put them with the others.

    `?beside=` names the line these words are said beside.
    """
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id, to="records.write")
    bound = shown.is_bound(viewer, head.network_id)
    is_centre = viewer.person_id == head.centre_id
    now = head.state == State.UNDER_WAY
    offered = forms.choices(is_bound=bound, centre=head.centre_name, is_centre=is_centre, now=now)
    form = forms.LineForm(
        shown.posted(request),
        offered=offered,
        initial={"once": uuid4(), "answers": request.GET.get("beside", "")},
    )
    if request.method == "POST" and form.is_valid():
        share = "keep" not in request.POST
        try:
            line_id = actions.write(
                meeting_id=meeting_id,
                words=form.cleaned_data["words"],
                once=form.cleaned_data["once"],
                circle=form.chosen(),
                answers=form.cleaned_data["answers"],
                share=share,
                by=viewer,
            )
        except Refusal as refusal:
            _again(form, refusal)
        else:
            kept = _("Kept for yourself. You can put it with the others at any time.")
            messages.success(request, _("Your words stand with the others.") if share else kept)
            return HttpResponseRedirect(_next(form, line_id, head, viewer))
    beside = _beside(request, form)
    return render(
        request,
        "records/write.html",
        shown.base(request)
        | {
            "head": head,
            "form": form,
            "may_keep": not bound,
            "back_href": _back(head),
            "beside": record.line(viewer, beside) if beside else None,
            "who_reads": circles.promise(
                Circle.ROOM, centre=head.centre_name, is_centre=is_centre, now=now
            ),
        },
        status=422 if form.errors else 200,
    )


def _next(form: forms.LineForm, line_id: UUID, head: page.HeadFact, by: Viewer) -> str:
    """Return where to go on: to the line itself, where somebody is still to be named."""
    if form.cleaned_data["about"]:
        about.mark(line_id=line_id, by=by)
    own = reverse("records:line", args=[line_id])
    if form.chosen() == Circle.NAMED:
        return f"{own}#readers"
    return f"{own}#about" if form.cleaned_data["about"] else _back(head)


def _beside(request: HttpRequest, form: Form) -> UUID | None:
    given = request.POST.get("answers") or form.initial.get("answers")
    try:
        return UUID(str(given)) if given else None
    except ValueError:
        return None


def _back(head: page.HeadFact) -> str:
    name = "records:meeting" if head.state == State.UNDER_WAY else "records:record"
    return reverse(name, args=[head.id])


def _again(form: Form, refusal: Refusal) -> None:
    """Say in the form why not; what was typed stays. A mark that was used becomes a new one."""
    if isinstance(refusal, NotAllowed):
        raise refusal
    if isinstance(refusal, owning.OtherWords):
        form.data = {**form.data, **form.cleaned_data, "once": str(uuid4())}
    form.add_error("words", refusals.sentence(refusal))


@require_http_methods(READS_AND_POSTS)
def for_somebody(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write a line down for somebody in the network, and how they said yes to it."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id, to="records.write_for")
    people = [
        (one.person_id, one.name)
        for one in page.people(viewer, head)
        if one.person_id != viewer.person_id
    ]
    form = forms.ForForm(
        shown.posted(request),
        people=people,
        initial={"once": uuid4(), "speaker": request.GET.get("who", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_for(
                meeting_id=meeting_id,
                speaker_id=form.speaker_id(),
                words=form.cleaned_data["words"],
                once=form.cleaned_data["once"],
                said_yes=form.said_yes(),
                by_telephone=form.by_telephone(),
                by=viewer,
            )
        except Refusal as refusal:
            _again(form, refusal)
        else:
            waits = _("It is written down, and waits for their yes.")
            done = _("It is written down, marked as written by you.")
            messages.success(request, waits if form.said_yes() == Yes.NOT_YET else done)
            return HttpResponseRedirect(_back(head))
    return render(
        request,
        "records/for.html",
        shown.base(request) | {"head": head, "form": form, "back_href": _back(head)},
        status=422 if form.errors else 200,
    )


@require_safe
def pass_round(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask whose turn it is: one device goes from hand to hand."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id, to="records.write_for")
    people = [one for one in page.people(viewer, head) if life.is_there(one.came)]
    return render(
        request,
        "records/pass.html",
        shown.base(request) | {"head": head, "people": people, "back_href": _back(head)},
    )


@require_http_methods(READS_AND_POSTS)
def turn(request: HttpRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """Show one person's name and an empty box; nobody else's words, and no draft of theirs."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id)
    there = {one.person_id: one for one in page.people(viewer, head) if life.is_there(one.came)}
    who = there.get(person_id)
    if who is None or viewer.person_id not in there or head.state != State.UNDER_WAY:
        raise NotAllowed
    form = forms.TurnForm(shown.posted(request), initial={"once": uuid4()})
    if request.method == "POST" and form.is_valid():
        words, once = form.cleaned_data["words"], form.cleaned_data["once"]
        try:
            if person_id == viewer.person_id:
                actions.write(meeting_id=meeting_id, words=words, once=once, by=viewer)
            else:
                actions.write_for(
                    meeting_id=meeting_id,
                    speaker_id=person_id,
                    words=words,
                    once=once,
                    said_yes=Yes.ROOM,
                    by=viewer,
                )
        except Refusal as refusal:
            _again(form, refusal)
        else:
            messages.success(request, _("It stands with the others. Pass the telephone on."))
            return HttpResponseRedirect(reverse("records:pass", args=[meeting_id]))
    return render(
        request,
        "records/turn.html",
        {
            "head": head,
            "form": form,
            "who": who,
            "is_own": person_id == viewer.person_id,
            "who_reads": circles.promise(
                Circle.ROOM,
                centre=head.centre_name,
                is_centre=person_id == head.centre_id,
            ),
        },
        status=422 if form.errors else 200,
    )
