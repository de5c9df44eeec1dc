"""Who is looking, in which service: what the doorway put on the request."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from withness.people.queries.entry import CameIn
from withness.service.queries import ServiceFact
from withness.values.rules.viewer import Viewer

ANY = UUID(int=0)


def addresses(route: str) -> Callable[[UUID], str]:
    """Return a function from an id to its address by this route, looked up once for a list."""
    before, after = reverse(route, args=[ANY]).split(str(ANY))
    return lambda one: f"{before}{one}{after}"


def viewer(request: HttpRequest) -> Viewer:
    """Return whoever is looking."""
    found = getattr(request, "viewer", None)
    if not isinstance(found, Viewer):
        raise TypeError("this address lies outside any service")
    return found


def service(request: HttpRequest) -> ServiceFact:
    """Return the service whose page this is."""
    found = getattr(request, "service", None)
    if not isinstance(found, ServiceFact):
        raise TypeError("this address lies outside any service")
    return found


def visit(request: HttpRequest) -> UUID | None:
    """Return the id of the visit on this device, proved or not; None without a link."""
    found = request.session.get("visit")
    return UUID(found) if found else None


def knocks(request: HttpRequest) -> CameIn | None:
    """Return whoever opened a link here that waits for its proof; they are nobody yet."""
    found = _by_link(request)
    return None if found is None or found.proved else found


def closes_after(request: HttpRequest) -> int:
    """Return after how many seconds a page on a borrowed device is over; 0 on one's own."""
    found = _by_link(request)
    return int(found.idle.total_seconds()) + 1 if found and found.proved and found.idle else 0


def _by_link(request: HttpRequest) -> CameIn | None:
    found = getattr(request, "by_link", None)
    return found if isinstance(found, CameIn) else None


def again(request: HttpRequest) -> Viewer:
    """Return whoever the session lets in at this moment; long answers ask it again and again."""
    look = getattr(request, "look_again", None)
    if not callable(look):
        raise TypeError("this address lies outside any service")
    found = look()
    if not isinstance(found, Viewer):
        raise TypeError("nobody looks")
    return found
