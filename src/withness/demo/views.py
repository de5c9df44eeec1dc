"""The demo's bar: looking through anybody's eyes. These pages exist in demo mode only."""

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from withness.demo.actions import populate
from withness.service import queries as services

WHO = {
    "mira": _("Mira, the person we meet for"),
    "jonas": _("Jonas, her brother"),
    "edda": _("Edda, her mother"),
    "tarek": _("طارق, a friend who joined later"),
    "hale": _("Dr Hale, a guest from outside"),
    "ruben": _("Ruben, who has left"),
    "sol": _("Sol, a peer practitioner"),
    "lena": _("Lena, a nurse"),
    "pavel": _("Pavel, a psychiatrist"),
    "ines": _("Ines, a peer who does not belong"),
    "noor": _("Noor, who keeps the rota"),
    "ama": _("Ama, who asked for help"),
}
FIRST_PAGE = {"ama": "days/caller/"}


@lru_cache(maxsize=4)
def _cast(_changed: float) -> dict[str, dict[str, Any]]:
    return {one["key"]: one for one in json.loads(populate.eyes_file().read_text())}


def cast() -> dict[str, dict[str, Any]]:
    """Return whose eyes are offered, as the demo wrote them down."""
    file = populate.eyes_file()
    return _cast(file.stat().st_mtime) if file.exists() else {}


def bar(request: HttpRequest) -> dict[str, Any]:
    """Return what the bar at the top of every page needs; used as a context processor."""
    if not settings.WITHNESS_DEMO or not hasattr(request, "session"):
        return {}
    known = cast()
    now = request.session.get("eyes", {}).get("key", "")
    return {
        "demo_eyes": [(key, WHO[key], key == now) for key in WHO if key in known],
        "demo_now": WHO.get(now, _("Somebody without an account")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, name: str) -> HttpResponse:
    """Look through somebody's eyes, or through nobody's; then go to their first page."""
    if not settings.WITHNESS_DEMO:
        raise Http404
    home = f"/{services.all_begun()[0].slug}/"
    known = cast().get(name)
    if known is None and name != "nobody":
        raise Http404
    logout(request)
    if known is not None:
        request.session["eyes"] = {
            "key": name,
            "person": known["person_id"],
            "way": known["way"],
            "opens": known["opens_id"],
        }
    return HttpResponseRedirect(home + FIRST_PAGE.get(name, ""))


@require_http_methods(["POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Take the choice made in the bar."""
    return look(request, request.POST.get("name", "nobody"))
