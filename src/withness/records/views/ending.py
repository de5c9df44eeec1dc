"""How a meeting ends: agreements or no decision, what stays open, when next, and closing."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from withness.access.rules import NotAllowed
from withness.meetings.rules.states import State
from withness.people.views import here
from withness.records.actions import closing as actions
from withness.records.forms import closing as forms
from withness.records.queries import page, record
from withness.records.views import shown
from withness.records.words import refusals
from withness.values.rules.refusals import Refusal

READS_AND_POSTS = ["GET", "HEAD", "POST"]


@require_http_methods(READS_AND_POSTS)
def agree(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write down something the network agreed."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id, to="records.agree")
    form = forms.AgreementForm(shown.posted(request), initial={"once": uuid4()})

    def deed() -> None:
        actions.agree(meeting_id=meeting_id, by=viewer, **form.cleaned_data)

    return _asked(
        request,
        head,
        form,
        deed,
        title=_("What have we agreed?"),
        submit=_("Write it down"),
        note=_("Everyone in the network reads it."),
    )


@require_http_methods(READS_AND_POSTS)
def wonder(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write down what the network does not know yet."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id, to="records.agree")
    form = forms.QuestionForm(shown.posted(request), initial={"once": uuid4()})

    def deed() -> None:
        actions.wonder(meeting_id=meeting_id, by=viewer, **form.cleaned_data)

    return _asked(
        request,
        head,
        form,
        deed,
        title=_("What stays open?"),
        submit=_("Let it stay open"),
        note=_("Everyone in the network reads it. It comes up again next time."),
    )


@require_http_methods(READS_AND_POSTS)
def next_time(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write down when, where and with whom next, or that nothing was agreed."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id, to="records.agree")
    if head.belongs and not head.had_part:
        raise NotAllowed  # whoever joined later does not write over words they may not read
    known = record.closings([meeting_id]).get(meeting_id) if head.had_part else None
    said = {None: "", True: forms.NextForm.AGREED, False: forms.NextForm.NOTHING}
    form = forms.NextForm(
        shown.posted(request),
        initial={
            "agreed": said[known.next_agreed if known else None],
            "words": known.next_words if known else "",
        },
    )

    def deed() -> None:
        actions.next_time(
            meeting_id=meeting_id,
            agreed=form.is_agreed(),
            words=form.cleaned_data["words"],
            by=viewer,
        )

    return _asked(
        request,
        head,
        form,
        deed,
        title=_("When, where and with whom next?"),
        submit=_("Write it down"),
        note=_("Everyone in the network reads it."),
    )


@require_http_methods(READS_AND_POSTS)
def close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask once more, and close the meeting."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id, to="records.close")
    form = forms.CloseForm(shown.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close(
                meeting_id=meeting_id, reflected=form.cleaned_data["reflected"], by=viewer
            )
        except Refusal as refusal:
            _told(form, refusal)
        else:
            return HttpResponseRedirect(reverse("records:record", args=[meeting_id]))
    return render(
        request,
        "web/confirm.html",
        shown.base(request)
        | {
            "question": _("Shall we close this meeting?"),
            "then": [
                _("Who was here can then no longer be changed."),
                _("Words can still be added, said differently or opened wider afterwards."),
            ],
            "form": form,
            "yes": _("Close the meeting"),
            "back": _("Not yet"),
            "back_href": _back(head),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def no_decision(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write down that there was no decision today."""
    return _done(
        request,
        meeting_id,
        lambda: actions.no_decision(meeting_id=meeting_id, by=here.viewer(request)),
    )


@require_POST
def strike(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Strike an agreement that was written wrongly."""
    return _done(
        request,
        meeting_id,
        lambda: actions.strike(agreement_id=_which(request), by=here.viewer(request)),
    )


@require_POST
def let_go(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Let an open question go."""
    return _done(
        request,
        meeting_id,
        lambda: actions.let_go(
            question_id=_which(request), meeting_id=meeting_id, by=here.viewer(request)
        ),
    )


def _which(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("which", ""))
    except ValueError:
        raise NotAllowed from None


def _asked(
    request: HttpRequest,
    head: page.HeadFact,
    form: Form,
    deed: Callable[[], None],
    **words: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except Refusal as refusal:
            _told(form, refusal)
        else:
            return HttpResponseRedirect(_back(head))
    return render(
        request,
        "records/ending.html",
        shown.base(request) | words | {"head": head, "form": form, "back_href": _back(head)},
        status=422 if form.errors else 200,
    )


def _told(form: Form, refusal: Refusal) -> None:
    if isinstance(refusal, NotAllowed):
        raise refusal
    form.add_error(None, refusals.sentence(refusal))


def _done(request: HttpRequest, meeting_id: UUID, deed: Callable[[], None]) -> HttpResponse:
    head = page.head(here.viewer(request), meeting_id)
    try:
        deed()
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
    return HttpResponseRedirect(_back(head))


def _back(head: page.HeadFact) -> str:
    if head.state == State.UNDER_WAY:
        return reverse("records:meeting", args=[head.id]) + "#ending"
    return reverse("records:record", args=[head.id])
