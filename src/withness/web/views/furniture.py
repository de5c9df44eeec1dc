"""What every page of a service carries: its name, the places to go, the languages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from withness.consents.queries import demand, glass
from withness.people.views import here
from withness.service.queries import ServiceFact
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer, Way


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of a page; nothing for pages outside a service."""
    if not hasattr(request, "viewer"):
        return {}
    service, viewer = here.service(request), here.viewer(request)
    room = request.resolver_match.app_name if request.resolver_match else ""
    return {
        "service": service,
        "service_name": service.name,
        "home_href": reverse("web:front"),
        "viewer": viewer,
        "signed_in": viewer.way == Way.SIGNED_IN,
        "by_link": viewer.way == Way.LINK,
        "closes_after": here.closes_after(request),
        "places": _places(room) if viewer.practitioner_id else [],
        "languages": service.languages,
        **_open_without_belonging(viewer, service),
    }


def _open_without_belonging(viewer: Viewer, service: ServiceFact) -> dict[str, Any]:
    """Return what the band on every page says while a glass is broken or a demand open."""
    if not viewer.glass and not viewer.demands:
        return {}
    now = timezone.now()
    return {
        "glass_open": [
            (one, wall.wall_time(one.until, service.zone)) for one in glass.own_open(viewer, now)
        ],
        "demands_open": [
            (one, wall.wall_time(one.closes_at, service.zone))
            for one in demand.own_open(viewer, now)
        ],
    }


def _places(room: str) -> list[tuple[str, str, bool]]:
    return [
        (reverse("days:day"), _("My day"), room == "days"),
        (reverse("contacts:promises"), _("Promises"), room == "contacts"),
        (reverse("networks:all"), _("Networks"), room in ("networks", "meetings", "records")),
        (reverse("teams:team"), _("Team"), room in ("teams", "delivery", "exchange")),
    ]
