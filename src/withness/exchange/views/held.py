"""Everything held about oneself, to take along; and asking to be forgotten."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from withness.access.rules import NotAllowed
from withness.exchange.actions import forgetting, taking
from withness.exchange.forms.forgetting import WishForm
from withness.exchange.queries import wishes
from withness.exchange.views import pages
from withness.exchange.words import forgetting as words
from withness.exchange.words import held as held_words
from withness.people.actions import limits
from withness.people.views import here, refusing
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal

A_DAY = 24 * 3600
MOST_A_DAY = 5


@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest) -> HttpResponse:
    """Show what can be had; on POST hand over the archive."""
    viewer = here.viewer(request)
    if viewer.person_id is None:
        raise NotAllowed
    if request.method == "POST":
        limits.spend("exchange.everything", str(viewer.person_id), MOST_A_DAY, A_DAY)
        return _archive(request)
    return render(request, "exchange/held.html", pages.frame(viewer))


def _archive(request: HttpRequest) -> HttpResponse:
    found = taking.contents(by=here.viewer(request))
    page = render_to_string(
        "exchange/everything.html",
        {
            "service_name": here.service(request).name,
            "at": wall.wall_time(found.at, here.service(request).zone),
            "parts": held_words.told(found.parts),
            "stay": found.stay,
        },
    )
    answer = HttpResponse(taking.archive(found, page), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="everything.zip"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    """Show what can be forgotten of oneself and what becomes of it; on POST write the wish down."""
    person_id = here.viewer(request).person_id
    if person_id is None:
        raise NotAllowed
    return _forget(request, person_id, reverse("exchange:forget"))


@require_http_methods(["GET", "HEAD", "POST"])
def forget_for(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The same for somebody on the telephone; every way to reach them hears of it."""
    if person_id == here.viewer(request).person_id:
        return HttpResponseRedirect(reverse("exchange:forget"))
    return _forget(request, person_id, reverse("exchange:forget_for", args=[person_id]))


def _forget(request: HttpRequest, person_id: UUID, address: str) -> HttpResponse:
    viewer = here.viewer(request)
    offer = wishes.offer(viewer, person_id)
    form = WishForm(request.POST if request.method == "POST" else None, offer=offer)
    if request.method == "POST" and form.is_valid():
        try:
            forgetting.ask(person_id=person_id, categories=form.cleaned_data["what"], by=viewer)
        except Refusal as refusal:
            form.add_error(None, words.refusal(refusal))
        else:
            messages.success(request, _("This is written down. It happens in a week."))
            return HttpResponseRedirect(address)
    zone = here.service(request).zone
    chosen = request.POST.getlist("what")
    offers = [words.Offered(one, outcome, chosen) for one, outcome in offer.offers]
    page = pages.frame(viewer) | {
        "offer": offer,
        "form": form,
        "is_own": person_id == viewer.person_id,
        "offers": offers,
        "some_choice": any(one.can_go for one in offers),
        "some_stay": not all(one.can_go for one in offers),
        "wishes": [words.Told(one, zone) for one in offer.wishes],
    }
    return render(request, "exchange/forget.html", page, status=422 if form.errors else 200)


@require_POST
def leave_it(request: HttpRequest, wish_id: UUID) -> HttpResponse:
    """Call a wish off."""
    viewer = here.viewer(request)
    with refusing.Kindly(lambda refusal: messages.warning(request, words.refusal(refusal))):
        forgetting.leave_it(wish_id=wish_id, by=viewer)
        messages.success(request, _("Everything stays as it is."))
    where = "days:day" if viewer.practitioner_id else "exchange:forget"
    return HttpResponseRedirect(reverse(where))
