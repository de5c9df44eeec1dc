"""The networks one belongs to, those that wait, and writing one down by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from withness.access.rules import NotAllowed
from withness.networks.actions import forming
from withness.networks.forms.networks import New
from withness.networks.queries import mine, peers, rights
from withness.networks.rules import finding
from withness.networks.words import refusals, states
from withness.people.views import here
from withness.teams.queries import practitioners, teams
from withness.values.rules.refusals import Refusal

FIRST = 12  # of those that wait, on the page with one's own
MANY = 4  # from so many networks on, one can be found by a name


@require_http_methods(["GET", "HEAD", "POST"])
def all_networks(request: HttpRequest) -> HttpResponse:
    """Show the networks one belongs to and, to those who work here, the first that wait.

    A name to find among one's own comes by POST: it stands in no address, no history and no log.
    """
    viewer = here.viewer(request)
    if viewer.person_id is None:
        raise NotAllowed
    works = viewer.practitioner_id is not None
    cards = mine.networks(viewer)
    find = request.POST.get("find", "").strip()[: finding.MOST_TYPED] if works else ""
    return render(
        request,
        "networks/all.html",
        {
            "cards": [card for card in cards if not find or _is_found(card, find)],
            "find": find,
            "finds": works and len(cards) >= MANY,
            "waiting": peers.waiting(viewer, size=FIRST) if works and not find else None,
            "short": {str(state): words for state, words in states.SHORT.items()},
            "works": works,
            "leave": not works,
        },
    )


def _is_found(card: mine.CardFact, find: str) -> bool:
    return finding.is_called(find, (card.name, card.centre_name, *card.people, *card.practitioners))


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show every network that gathers or waits for a peer, and in how many one belongs."""
    viewer = here.viewer(request)
    asked = request.GET.get("page", "1")
    page = min(int(asked), 100_000) if asked.isascii() and asked.isdigit() and int(asked) else 1
    found = peers.waiting(viewer, page=page)
    address = reverse("networks:waiting")
    return render(
        request,
        "networks/waiting.html",
        {
            "waiting": found,
            "coverage": peers.coverage(viewer),
            "before_href": f"{address}?page={page - 1}" if page > 1 else "",
            "after_href": f"{address}?page={page + 1}" if found.more else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a network that is there already: whose it is, who belongs, who meets with it."""
    viewer = here.viewer(request)
    rights.form(viewer)
    form = New(
        request.POST or None,
        teams=teams.all_teams(),
        practitioners=practitioners.all_working(),
        initial={"practitioners": [str(viewer.practitioner_id)]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            network_id = forming.form(
                by=viewer, language=here.service(request).languages[0], **form.values
            )
        except Refusal as refusal:
            form.add_error(None, refusals.sentence(refusal))
        else:
            messages.success(request, _("The network is written down."))
            if viewer.practitioner_id in form.practitioner_ids:
                return HttpResponseRedirect(reverse("networks:network", args=[network_id]))
            return HttpResponseRedirect(reverse("networks:all"))
    return render(request, "networks/new.html", {"form": form})
