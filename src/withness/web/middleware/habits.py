"""Habits of every answer: nothing personal is cached, and what is logged has no words."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from withness.people.rules import TooOften
from withness.values.rules.refusals import Refusal
from withness.web.views import trouble

log = logging.getLogger("withness.web")


class Habits:
    """The outermost layer: headers, the log line, and a last kind page when something broke."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request and write one log line: route, method, status, milliseconds."""
        began = time.perf_counter()
        if not request.COOKIES.get(settings.SESSION_COOKIE_NAME, "x").isalnum():
            del request.COOKIES[settings.SESSION_COOKIE_NAME]  # none of ours; perhaps a NUL
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
            response.headers.setdefault(
                "Permissions-Policy", "camera=(), geolocation=(), microphone=(self)"
            )
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        log.info(
            "answered",
            extra={
                "route": _route(request),
                "method": request.method,
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            },
        )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """Answer what nobody caught: a kind page, and a log line without words."""
        if isinstance(exception, Refusal):
            log.warning("refused", extra={"route": _route(request), "code": exception.code})
            often = isinstance(exception, TooOften)
            return trouble.too_often() if often else trouble.refused()
        if isinstance(exception, SuspiciousOperation):  # too much at once, or a name not ours
            return trouble.bad_request()
        trace = exception.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
        log.error(
            "broke",
            extra={"route": _route(request), "kind": type(exception).__name__, "where": where},
        )
        return trouble.broken(request)


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name or match.route if match else ""
