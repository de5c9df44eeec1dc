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
from withness.records.queries import about, owned, page, record, telephone
from withness.records.rules.states import Circle, Yes
from withness.records.views import shown
from withness.records.words import circles, refusals
from withness.records.words import lines as words
from withness.trail import actions as trail
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer

READS_AND_POSTS = ["GET", "HEAD", "POST"]


def found(viewer: Viewer, line_id: UUID) -> tuple[record.LineFact, page.HeadFact]:
    """Return a line that is open to the viewer with the head of its meeting, or `NotAllowed`."""
    fact = record.line(viewer, line_id)
    if fact is None:
        raise NotAllowed
    return fact, page.head(viewer, fact.meeting_id)


@require_safe
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show one line, why the viewer reads it, and what they can do with it."""
    viewer = here.viewer(request)
    fact, head = found(viewer, line_id)
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
            "earlier": [
                (earlier, words.day(until, zone)) for earlier, until in owned.earlier_wordings(fact)
            ],
            "earlier_is_mine": fact.is_own and not shown.arranges(viewer, fact.network_id),
            "telephone": shown.arranges(viewer, fact.network_id)
            and not fact.is_own
            and telephone.may_speak(viewer, line_id),
            "shown": None if fact.is_own else about.shown_to(viewer, line_id),
        }
        | (_own(viewer, fact, head) if fact.is_own else {})
        | (_noted(fact) if fact.is_noted_by_viewer else {}),
    )


def _own(viewer: Viewer, fact: record.LineFact, head: page.HeadFact) -> dict[str, object]:
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
    if fact.is_taken_back:
        return {"own": True, "is_taken_back": True}
    named = owned.readers(viewer, fact.id)
    known = {one.person_id for one in named}
    ask_whom = fact.circle == Circle.NAMED
    return {
        "own": True,
        "waits": fact.yes == Yes.NOT_YET,
        "is_kept": not fact.is_shared,
        "who_reads": circles.readers(
            Circle.ONLY_ME if ask_whom else fact.circle,
            centre=head.centre_name,
            is_centre=is_centre,
            now=now,
        ),
        "ask_whom": ask_whom and not named,
        "circle_form": forms.CircleForm(offered=offered, initial={"circle": fact.circle}),
        "open_form": _open_form([one for one in people if one[0] not in known]),
        "named": [(one, words.NAMED_AS[one.named_as]) for one in named],
        "about": about.of_line(viewer, fact.id),
        "about_form": forms.AboutForm(people=people, auto_id="about_%s"),
        "works": shown.arranges(viewer, fact.network_id),
    }


def _open_form(people: list[tuple[UUID, str]]) -> forms.OpenToForm | None:
    return forms.OpenToForm(people=people) if people else None


def _noted(fact: record.LineFact) -> dict[str, object]:
    return {"heard_form": forms.HeardForm() if fact.yes == Yes.NOT_YET else None}


@require_http_methods(READS_AND_POSTS)
def change(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Say one's own line differently."""
    viewer = here.viewer(request)
    fact, head = found(viewer, line_id)
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
                "Whoever reads this line sees that you said it differently before, and can read "
                "what it said."
            )
            if shown.arranges(viewer, fact.network_id)
            else _(
                "Whoever reads this line sees that you said it differently before. What it said "
                "before, only you can read."
            ),
            "back_href": reverse("records:line", args=[line_id]),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(READS_AND_POSTS)
def take_back(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Ask once more, and take one's own line back.

    Practitioners take back what tells of their own life, and everybody sees that they did.
    """
    viewer = here.viewer(request)
    fact, head = found(viewer, line_id)
    if not fact.is_own or fact.is_taken_back:
        raise NotAllowed
    works = shown.arranges(viewer, fact.network_id)
    if request.method == "POST":
        return done(
            request,
            lambda: actions.take_back(line_id=line_id, by=viewer, own_life=works),
            _("You took it back. Nobody reads it any more."),
            _meeting(head),
        )
    return render(
        request,
        "web/confirm.html",
        shown.base(request)
        | {
            "question": _("Do these words tell of your own life?")
            if works
            else _("Shall these words be taken back?"),
            "then": [*(words.OWN_LIFE if works else ()), *words.TAKING_BACK],
            "yes": _("Yes, take them back") if works else _("Take it back"),
            "back": _("Keep it"),
            "back_href": reverse("records:line", args=[line_id]),
        },
    )


@require_POST
def say_yes(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Say yes to what somebody wrote down for oneself."""
    viewer = here.viewer(request)
    return done(
        request,
        lambda: actions.say_yes(line_id=line_id, by=viewer),
        _("Thank you. These are your words now, and the page says so."),
        reverse("records:line", args=[line_id]),
    )


@require_POST
def note_yes(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Write down how the speaker said yes."""
    viewer = here.viewer(request)
    found(viewer, line_id)  # absent to whom it is absent, whatever they send
    form = forms.HeardForm(request.POST)
    how = Yes(form.cleaned_data["how"]) if form.is_valid() else Yes.NOT_YET
    return done(
        request,
        lambda: actions.note_yes(line_id=line_id, how=how, by=viewer),
        _("It is written down how they said yes."),
        reverse("records:line", args=[line_id]),
    )


def done(request: HttpRequest, deed: Callable[[], object], said: str, to: str) -> HttpResponse:
    """Do it, say that it is done or kindly why not, and lead on."""
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
