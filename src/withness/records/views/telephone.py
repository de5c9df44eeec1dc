"""On the telephone with somebody: what they say about their own words, and their own page of it."""

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.people.views import here
from withness.records.actions import settling
from withness.records.actions import telephone as actions
from withness.records.forms import lines as line_forms
from withness.records.forms import telephone as forms
from withness.records.queries import page, record
from withness.records.queries import telephone as queries
from withness.records.rules.states import Answer, Circle, Yes
from withness.records.views import shown
from withness.records.views.line import READS_AND_POSTS, done, found
from withness.records.views.readers import posted_id
from withness.records.words import earlier as earlier_words
from withness.records.words import telephone as words
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


@require_http_methods(READS_AND_POSTS)
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Carry out what a line's speaker says about it on the telephone."""
    viewer = here.viewer(request)
    fact, head = found(viewer, line_id)
    if not queries.may_speak(viewer, line_id):
        raise NotAllowed
    may_mark = fact.is_noted_by_viewer and queries.may_speak(viewer, line_id, "records.mark_for")
    made = _forms(viewer, fact, head, may_mark=may_mark, typed=request)
    if request.method == "POST":
        return _carry_out(request, fact, made)
    trail.read(
        "records.read", by=viewer, right=f"reads_as_{fact.why}", about=line_id,
        network=fact.network_id,
    )  # fmt: skip
    return _page(request, fact.network_id, fact.speaker_id, fact.speaker, made, fact)


@require_http_methods(READS_AND_POSTS)
def person(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Note what a member of the network answers when their earlier words are asked for."""
    viewer = here.viewer(request)
    name = queries.speaker(viewer, network_id, person_id)
    if request.method == "POST":
        given, form = request.POST.get("answer", ""), forms.HeardForm(request.POST)
        asking_id, meeting_id = posted_id(request, "asking"), posted_id(request, "meeting")
        if given not in set(Answer) or not form.is_valid():
            raise NotAllowed

        def deed() -> None:
            actions.answer(
                network_id=network_id, speaker_id=person_id, asking_id=asking_id,
                meeting_id=meeting_id, answer=Answer(given),
                heard=Yes(form.cleaned_data["heard"]), by=viewer,
            )  # fmt: skip

        return done(request, deed, str(words.NOTED), request.path)
    return _page(request, network_id, person_id, name, {}, None)


def _page(
    request: HttpRequest,
    network_id: UUID,
    person_id: UUID,
    name: str,
    made: dict[str, django_forms.Form],
    fact: record.LineFact | None,
) -> HttpResponse:
    viewer, zone = here.viewer(request), here.service(request).zone
    asked = () if fact else queries.askings(viewer, network_id, person_id)
    return render(
        request,
        "records/telephone.html",
        shown.base(request)
        | made
        | {
            "name": name,
            "line": shown.lines([fact], zone)[0] if fact else None,
            "asked": [_answers(earlier_words.asked(one, zone)) for one in asked],
            "answers": list(earlier_words.ANSWERS.items()),
            "answer_at": reverse("records:telephone_with", args=[network_id, person_id]),
            "back_href": reverse("records:line", args=[fact.id])
            if fact
            else reverse("records:network", args=[network_id]),
        },
    )


def _answers(
    one: earlier_words.Asked,
) -> tuple[earlier_words.Asked, list[tuple[earlier_words.Waits, forms.HeardForm]]]:
    """Return an asking with a form for each of its meetings."""
    return one, [
        (meeting, forms.HeardForm(auto_id=f"heard_{one.asking_id}_{meeting.meeting_id}_%s"))
        for meeting in one.meetings
    ]


def _forms(
    viewer: Viewer,
    fact: record.LineFact,
    head: page.HeadFact,
    *,
    may_mark: bool,
    typed: HttpRequest,
) -> dict[str, django_forms.Form]:
    """Return the forms for a line; the one that was sent, with what was typed."""
    people = [
        (one.person_id, one.name)
        for one in page.people(viewer, head, asked=())
        if one.person_id != fact.speaker_id
    ]
    offered = words.choices(
        fact.speaker, centre=head.centre_name, is_centre=fact.speaker_id == head.centre_id
    )
    what = typed.POST.get("what", "")

    def sent(name: str) -> object:
        return typed.POST if what == name else None

    made: dict[str, django_forms.Form] = {
        "circle_form": forms.CircleForm(sent("circle"), offered=offered, auto_id="circle_%s")
    }
    if people:
        made["open_form"] = forms.OpenForm(sent("open"), people=people, auto_id="open_%s")
        made["close_form"] = forms.CloseForm(sent("close"), people=people, auto_id="close_%s")
    if may_mark:
        made["about_form"] = line_forms.AboutForm(sent("about"), people=people, auto_id="about_%s")
    return made


def _carry_out(
    request: HttpRequest, fact: record.LineFact, made: dict[str, django_forms.Form]
) -> HttpResponse:
    what, to = request.POST.get("what", ""), reverse("records:telephone", args=[fact.id])
    if what == "take_back":
        viewer = here.viewer(request)
        return _done(request, lambda: actions.take_back(line_id=fact.id, by=viewer), fact)
    form = made.get(f"{what}_form")
    if form is None:
        raise NotAllowed
    if not form.is_valid():
        messages.warning(request, _("Please choose one."))
        return HttpResponseRedirect(to)
    return _done(request, _deed(form, fact.id, here.viewer(request)), fact)


def _deed(form: django_forms.Form, line_id: UUID, viewer: Viewer) -> Callable[[], object]:
    heard = Yes(form.cleaned_data.get("heard", Yes.TELEPHONE))
    if isinstance(form, forms.CircleForm):
        circle = Circle(form.cleaned_data["circle"])
        return lambda: actions.choose_circle(line_id=line_id, circle=circle, heard=heard, by=viewer)
    if isinstance(form, forms.OpenForm):
        whom = form.person_id()
        return lambda: actions.open_to(line_id=line_id, person_id=whom, heard=heard, by=viewer)
    if isinstance(form, forms.CloseForm):
        who = form.person_id()
        return lambda: actions.close_to(line_id=line_id, person_id=who, by=viewer)
    if isinstance(form, line_forms.AboutForm):
        about, name = form.person_id(), form.cleaned_data["name"]
        return lambda: actions.mark(line_id=line_id, person_id=about, name=name, by=viewer)
    raise NotAllowed


def _done(request: HttpRequest, deed: Callable[[], object], fact: record.LineFact) -> HttpResponse:
    """Do it and lead to the page of whoever said it: the line may be closed to oneself now."""
    to = reverse("records:telephone_with", args=[fact.network_id, fact.speaker_id])
    return done(request, deed, str(words.NOTED), to)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show what was written down for the viewer on the telephone, to say yes to or to undo."""
    viewer, zone = here.viewer(request), here.service(request).zone
    if viewer.person_id is None or not viewer.seats:
        raise NotAllowed
    return render(
        request,
        "records/spoken.html",
        shown.base(request)
        | {"spoken": [words.spoken(one, zone) for one in queries.spoken(viewer)]},
    )


@require_POST
def settle(request: HttpRequest, spoken_id: UUID) -> HttpResponse:
    """Say yes to what was written down for oneself, or undo it."""
    viewer, to = here.viewer(request), reverse("records:spoken")
    if request.POST.get("yes") == "1":
        return done(
            request,
            lambda: settling.say_yes(spoken_id=spoken_id, by=viewer),
            _("Thank you. So it is."),
            to,
        )
    return done(
        request,
        lambda: settling.undo(spoken_id=spoken_id, by=viewer),
        _("It is as it was before."),
        to,
    )
