"""No page of a network is opened without a trace, also where its view forgot to leave one.

Views say themselves what was read and by which right. Where one did not, the address says which
network it was about: that is written down instead (promise 19).
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse

from withness.days.queries import whose
from withness.trail import actions as trail
from withness.web.middleware.doorway import House


class Traces:
    """Looks after every page that was shown inside a service."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request, and leave a trace if it showed something of a network."""
        if request.method != "GET" or getattr(request, "viewer", None) is None:
            return self.get_response(request)
        with trail.listening() as heard:
            response = self.get_response(request)
        match = request.resolver_match
        if response.status_code == HTTPStatus.OK and not heard and match is not None:
            _leave(cast("House", request), match.kwargs)
        return response


def _leave(request: House, arguments: dict[str, object]) -> None:
    viewer = request.viewer
    thing = whose.named(viewer, arguments) if viewer.person_id is not None else None
    if thing is not None:
        trail.read(
            "days.open_page",
            by=viewer,
            right=thing.right,
            about=thing.about_id,
            network=thing.network_id,
        )
