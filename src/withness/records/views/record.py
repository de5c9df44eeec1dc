"""Reading afterwards: the record of one meeting, and of all meetings of a network."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from withness.access.rules import NotAllowed
from withness.meetings.rules.states import State
from withness.people.views import here
from withness.records.queries import page
from withness.records.views import shown
from withness.trail import actions as trail
from withness.values.rules.viewer import Belonging


@require_safe
def record(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show the record of one meeting, as far as it is open to the viewer."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id)
    if head.state in (State.AGREED, State.CALLED_OFF):
        return HttpResponseRedirect(reverse("meetings:meeting", args=[meeting_id]))
    trail.read(
        "records.read",
        by=viewer,
        right=head.right,
        about=meeting_id,
        network=head.network_id,
    )
    return render(
        request,
        "records/record.html",
        shown.base(request)
        | {
            "head": head,
            "record": shown.records(viewer, [head], here.service(request).zone)[0],
            "under_way": head.state == State.UNDER_WAY and not head.by_law,
            "arranges": shown.arranges(viewer, head.network_id),
        },
    )


@require_safe
def network(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Show the records of a network's meetings, newest first, ten on a page."""
    viewer = here.viewer(request)
    demanded = {demand.network_id for demand in viewer.demands}
    if network_id not in viewer.networks | viewer.former | viewer.glass | demanded:
        raise NotAllowed
    before = request.GET.get("before", "")
    number = int(before) if before.isdecimal() and len(before) < TOO_MANY_DIGITS else None
    heads = list(page.heads_of_network(viewer, network_id, number))
    more = heads[page.PAGE :]
    heads = heads[: page.PAGE]
    seat = viewer.seat_in(network_id)
    if not heads and (seat is None or seat.belonging == Belonging.AGENCY):
        raise NotAllowed
    trail.read(
        "records.read",
        by=viewer,
        right=heads[0].right if heads else "belongs_to_its_network",
        about=network_id,
        network=network_id,
    )
    return render(
        request,
        "records/network.html",
        shown.base(request)
        | {
            "network_id": network_id,
            "asks": seat is not None and seat.belonging != Belonging.AGENCY,
            "records": shown.records(viewer, heads, here.service(request).zone),
            "after_href": f"?before={heads[-1].number}" if more else "",
            "before_href": reverse("records:network", args=[network_id]) if number else "",
        },
    )


TOO_MANY_DIGITS = 7
