"""The page while people sit together: who is here, what we want remembered, and resting."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from withness.meetings.actions import holding
from withness.meetings.rules import life
from withness.meetings.rules.states import Came, State, Step
from withness.people.views import here
from withness.records.forms import lines as forms
from withness.records.queries import news, page, record
from withness.records.rules.states import Circle
from withness.records.views import shown
from withness.records.words import circles, refusals
from withness.records.words import record as words
from withness.trail import actions as trail
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer

RESTS = (Step.TALKING, Step.REFLECTING)


@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show the page for sitting together; before and after, lead to where the meeting is then."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id)
    if head.state == State.HELD or head.by_law:
        return HttpResponseRedirect(reverse("records:record", args=[meeting_id]))
    if head.state != State.UNDER_WAY:
        return HttpResponseRedirect(reverse("meetings:meeting", args=[meeting_id]))
    trail.read(
        "records.read", by=viewer, right=head.right, about=meeting_id, network=head.network_id
    )
    rests = head.step in RESTS
    template = "records/resting.html" if rests else "records/meeting.html"
    return render(request, template, _frame(request, viewer, head, whole=not rests))


@require_safe
def lines(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Answer what can change on that page, for this viewer; nothing where nothing is new.

    `after`: the number of the last event the page has shown.
    """
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id)
    after = request.GET.get("after", "")
    number = int(after) if after.isdecimal() and len(after) < TOO_MANY_DIGITS else 0
    if number and not news.since(viewer, meeting_id, number).is_any:
        return HttpResponse(status=204)
    return render(request, "records/together.html", _frame(request, viewer, head, whole=True))


TOO_MANY_DIGITS = 9


def _frame(
    request: HttpRequest, viewer: Viewer, head: page.HeadFact, *, whole: bool
) -> dict[str, object]:
    people = page.present([head]).get(head.id, ())
    is_here = any(one.person_id == viewer.person_id and life.is_there(one.came) for one in people)
    frame = shown.base(request) | {
        "head": head,
        "which": words.which(head),
        "after": head.events,  # read before the words: what comes meanwhile comes again
        "asks": words.ASKS[head.step],
        "is_here": is_here,
        "steps": _steps(head.step),
        "moves": _moves(head.step),
        "rests": head.step in RESTS,
        "reflects": head.step == Step.REFLECTING,
        "closes": head.step == Step.CLOSING,
        "gathers": head.step == Step.GATHERING,
    }
    return frame | _whole(request, viewer, head, people) if whole else frame


def _whole(
    request: HttpRequest,
    viewer: Viewer,
    head: page.HeadFact,
    people: tuple[page.PresentFact, ...],
) -> dict[str, object]:
    spoken = shown.lines(record.lines_of_meeting(viewer, head.id), here.service(request).zone)
    now_here, missing = words.who_was_here(people, now=True)
    bound = shown.is_bound(viewer, head.network_id)
    is_centre = viewer.person_id == head.centre_id
    offered = forms.choices(is_bound=bound, centre=head.centre_name, is_centre=is_centre)
    gathers = head.step == Step.GATHERING
    return {
        "now_here": now_here,
        "missing": missing,
        "everybody": _rows(page.people(viewer, head, people), people) if gathers else (),
        "ways": WAYS,
        "lines": [line for line in spoken if not line.is_aside],
        "aside": [line for line in spoken if line.is_aside],
        "form": forms.LineForm(offered=offered, initial={"once": uuid4()}),
        "who_reads": circles.promise(Circle.ROOM, centre=head.centre_name, is_centre=is_centre),
        "may_keep": not bound,
    } | (_ending(viewer, head) if head.step == Step.CLOSING else {})


def _ending(viewer: Viewer, head: page.HeadFact) -> dict[str, object]:
    still_open = record.open_questions(viewer, head.network_id)
    return {
        "agreements": record.agreements(viewer, [head.id]),
        "questions": [one for one in still_open if one.meeting_id == head.id],
        "earlier": [one for one in still_open if one.meeting_id != head.id],
        "ended": record.closings([head.id]).get(head.id),
        "arranges": shown.arranges(viewer, head.network_id),
    }


def _steps(now: Step) -> list[tuple[object, str]]:
    at = life.STEPS.index(now)
    return [
        (words.STEPS[step], "now" if step == now else "done" if i < at else "")
        for i, step in enumerate(life.STEPS)
    ]


def _moves(now: Step) -> list[tuple[str, object]]:
    """Return the steps one can go to from here, the next one first."""
    before, after = life.neighbours(now)
    moves: list[tuple[str, object]] = []
    if after is not None:
        moves.append((after.value, words.GO[after]))
    if before is not None:
        moves.append((before.value, words.BACK[before]))
    return moves


WAYS = [("", words.NOT_SAID), *((came.value, words.CAME[came]) for came in Came)]


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who could be here. `said`: how, "" while nobody has said it."""

    person_id: UUID
    name: str
    how: str
    said: str


def _rows(network: tuple[page.PresentFact, ...], asked: tuple[page.PresentFact, ...]) -> list[Row]:
    """Return everybody who could be here: those asked or here first, then others who belong."""
    known = {one.person_id for one in asked}
    hows = {one.person_id: one.how for one in network}
    others = [one for one in network if one.person_id not in known]
    return [
        Row(
            one.person_id,
            one.name,
            hows.get(one.person_id, ""),
            one.came.value if one.is_told else "",
        )
        for one in (*asked, *others)
    ]


@require_safe
def who(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show who is here and who is missing, to be put right."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id)
    people = page.present([head]).get(head.id, ())
    return render(
        request,
        "records/here.html",
        shown.base(request)
        | {
            "head": head,
            "everybody": _rows(page.people(viewer, head, people), people),
            "ways": WAYS,
        },
    )


@require_POST
def came(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write down who is here: only what was changed on the page, so that two can do it at once."""
    viewer = here.viewer(request)
    page.head(viewer, meeting_id)  # absent to whom it is absent, whatever they send
    try:
        for person_id, how in _changed(request):
            holding.came(meeting_id=meeting_id, person_id=person_id, came=how, by=viewer)
    except Refusal as refusal:
        return _refused(request, meeting_id, refusal)
    return HttpResponseRedirect(reverse("records:meeting", args=[meeting_id]))


def _changed(request: HttpRequest) -> list[tuple[UUID, Came]]:
    found: list[tuple[UUID, Came]] = []
    for name, value in request.POST.items():
        person = name.removeprefix("came_")
        if person == name or value not in set(Came) or request.POST.get(f"was_{person}") == value:
            continue
        try:
            found.append((UUID(person), Came(str(value))))
        except ValueError:
            continue
    return found


@require_POST
def come(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Say that one is here oneself."""
    try:
        holding.here(meeting_id=meeting_id, by=here.viewer(request))
    except Refusal as refusal:
        return _refused(request, meeting_id, refusal)
    return HttpResponseRedirect(reverse("records:meeting", args=[meeting_id]))


@require_POST
def step(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Move on, or back."""
    page.head(here.viewer(request), meeting_id)
    to = request.POST.get("step", "")
    try:
        if to in set(Step):
            holding.step(meeting_id=meeting_id, step=Step(to), by=here.viewer(request))
    except Refusal as refusal:
        return _refused(request, meeting_id, refusal)
    return HttpResponseRedirect(reverse("records:meeting", args=[meeting_id]))


def _refused(request: HttpRequest, meeting_id: UUID, refusal: Refusal) -> HttpResponse:
    """Say why not and lead back; what is not allowed stays absent."""
    if refusal.code == "not_allowed":
        raise refusal
    messages.warning(request, refusals.sentence(refusal))
    return HttpResponseRedirect(reverse("records:meeting", args=[meeting_id]))
