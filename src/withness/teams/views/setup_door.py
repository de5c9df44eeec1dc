"""Who may set up a service: whoever sits at the machine, or knows the word its terminal shows.

A proxy on the same machine also comes from the loopback address. So a request counts as from the
machine itself only where no proxy says it carried it and the house's own address is a local one.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

CARRIED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
           "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")  # fmt: skip
OPENED = "setup_open"


def is_open(request: HttpRequest) -> bool:
    """Whether this request may set up a service."""
    return is_at_the_machine(request) or bool(request.session.get(OPENED))


def open_for(request: HttpRequest) -> None:
    """Let this session in, after the word."""
    request.session.cycle_key()
    request.session[OPENED] = True


def is_at_the_machine(request: HttpRequest) -> bool:
    """Whether a request comes from the machine itself, carried by no proxy."""
    if any(request.META.get(name) for name in CARRIED):
        return False
    origin = urlsplit(settings.WITHNESS_ORIGIN).hostname or ""
    return _is_loopback(request.META.get("REMOTE_ADDR") or "") and (
        origin == "localhost" or _is_loopback(origin)
    )


def _is_loopback(number: str) -> bool:
    try:
        return ip_address(number).is_loopback
    except ValueError:
        return False
