"""The page on which everybody reads which staff and guests opened what concerns them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from withness.days.queries import opened as queries
from withness.days.words import opened as words
from withness.people.views import here
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer

QUARTER = 15


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page: when, who opened what, why they could, in which network."""

    iso: str
    at: str
    sentence: str
    because: str
    network: str


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Show who opened what concerns the viewer, day by day, the latest first."""
    viewer, zone = here.viewer(request), here.service(request).zone
    page = queries.opened(
        viewer,
        of_network=tuple(words.OF_NETWORK),
        of_oneself=tuple(words.OF_ONESELF),
        before=_asked(request),
    )
    last = page.opened[-1].id if page.more else None
    context = {
        "days": _days(page.opened, queries.around(viewer), zone),
        "is_later": "before" in request.GET,
        "further_href": f"{reverse('days:who')}?before={last}" if last else "",
        "first_href": reverse("days:who"),
        "base": "web/page.html" if viewer.practitioner_id else "web/member.html",
        "back_href": _back(viewer),
        "works": viewer.practitioner_id is not None,
    }
    return render(request, "days/who.html", context)


def _asked(request: HttpRequest) -> UUID | None:
    """Return from which entry on; what is no id is read as the beginning."""
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None


def _back(viewer: Viewer) -> str:
    if viewer.practitioner_id is not None:
        return reverse("days:day")
    return reverse("days:mine" if viewer.seats else "days:caller")


def _days(
    opened: tuple[queries.OpenedFact, ...], around: dict[UUID, str], zone: str
) -> list[tuple[str, list[Row]]]:
    """Put the rows under their days; the same sentence in one quarter of an hour stands once."""
    found: list[tuple[str, list[Row]]] = []
    seen: set[tuple[object, ...]] = set()
    for one in opened:
        row = _row(one, around if len(around) > 1 else {}, zone)
        quarter = int(one.at.timestamp()) // 60 // QUARTER
        if (mark := (quarter, row.sentence, row.network)) in seen:
            continue
        seen.add(mark)
        day = words.day(one.at, zone)
        if not found or found[-1][0] != day:
            found.append((day, []))
        found[-1][1].append(row)
    return found


def _row(one: queries.OpenedFact, around: dict[UUID, str], zone: str) -> Row:
    return Row(
        iso=wall.wall_time(one.at, zone).isoformat(timespec="minutes"),
        at=words.clock(one.at, zone),
        sentence=words.sentence(one.deed, one.name, own=one.own),
        because="" if one.own else words.because(one.right),
        network=around.get(one.network_id, "") if one.network_id else "",
    )
