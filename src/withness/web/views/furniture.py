"""What every page of a service carries: its name, the places to go, the languages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from withness.values.rules.viewer import Way


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of a page; nothing for pages outside a service."""
    service = getattr(request, "service", None)
    if service is None:
        return {}
    viewer = request.viewer  # type: ignore[attr-defined]
    here = request.resolver_match.app_name if request.resolver_match else ""
    return {
        "service": service,
        "service_name": service.name,
        "home_href": reverse("web:front"),
        "viewer": viewer,
        "signed_in": viewer.way == Way.SIGNED_IN,
        "by_link": viewer.way == Way.LINK,
        "places": _places(here) if viewer.practitioner_id else [],
        "languages": service.languages,
    }


def _places(here: str) -> list[tuple[str, str, bool]]:
    return [
        (reverse("days:day"), _("My day"), here == "days"),
        (reverse("contacts:promises"), _("Promises"), here == "contacts"),
        (reverse("networks:all"), _("Networks"), here in ("networks", "meetings", "records")),
        (reverse("teams:team"), _("Team"), here in ("teams", "delivery", "exchange")),
    ]
