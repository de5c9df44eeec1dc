"""The doorway: from the first word of an address to a service, and from a session to a viewer.

Inside `/<service>/` the addresses are those of `web.urls.inside`, every query is kept to that
service, and whoever came in stands at `request.viewer`.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import set_script_prefix
from django.utils import timezone, translation
from django_scopes import scope

from withness.access.rules import NotAllowed
from withness.consents.queries import opened
from withness.networks.queries import seats
from withness.people.actions import visits
from withness.people.queries import doors, entry
from withness.people.rules import Purpose
from withness.people.rules.proof import Without
from withness.service import queries as services
from withness.teams.queries import work
from withness.values.rules.viewer import Belonging, Seat, Viewer, Way, nobody
from withness.web.views import trouble


class House(HttpRequest):
    """A request inside a service."""

    viewer: Viewer
    service: services.ServiceFact
    by_link: entry.CameIn | None  # whoever opened a link here; nobody yet before its proof


class Doorway:
    """Finds the service, sets its scope, builds the viewer, and answers every refusal alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        set_script_prefix("/")
        if request.path_info != "/health":  # whoever watches a server asks it by its number
            request.get_host()  # raises for a name that is not ours
        slug, slash, rest = request.path_info.lstrip("/").partition("/")
        service = services.by_slug(slug) if slash else None
        if service is None:
            return self.get_response(request)
        request.path_info = f"/{rest}"
        request.urlconf = settings.WITHNESS_INSIDE
        set_script_prefix(f"/{slug}/")
        with scope(service=service.id):
            house = _housed(request, service)
            response = self.get_response(house)
        set_script_prefix("/")
        return response

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer forbidden and absent with the same page."""
        return trouble.absent() if isinstance(exception, NotAllowed | Http404) else None


def _housed(request: HttpRequest, service: services.ServiceFact) -> HttpRequest:
    house = cast("House", request)
    house.service = service
    came = _by_link(request)
    viewer = viewer_of(request, service, came)
    house.viewer = viewer
    house.by_link = came
    if viewer.way == Way.LINK and came and came.proved and came.visit_id:
        visits.touch(visit_id=came.visit_id, seen_at=came.seen_at, now=timezone.now())
    vars(request)["look_again"] = partial(_again, request, service)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and viewer.way != Way.NOBODY:
        translation.activate(viewer.language)
        request.LANGUAGE_CODE = translation.get_language() or "en"
    return request


def _again(request: HttpRequest, service: services.ServiceFact) -> Viewer:
    """Return whoever the session lets in now, read anew: a link may have been revoked meanwhile."""
    fresh = HttpRequest()
    fresh.session = type(request.session)(request.session.session_key)
    fresh.user = get_user(fresh)
    return viewer_of(fresh, service, _by_link(fresh))


def _by_link(request: HttpRequest) -> entry.CameIn | None:
    """Return whoever opened a link on this device, proved or not, while the visit goes on."""
    visit_id = request.session.get("visit")
    return entry.by_visit(UUID(visit_id), timezone.now()) if visit_id else None


def _opens_here(session: SessionBase, service: services.ServiceFact) -> bool:
    """Whether a session opens this service: a provider opens only those it serves."""
    only_in = session.get("only_in")
    return not only_in or service.slug in only_in


def viewer_of(
    request: HttpRequest, service: services.ServiceFact, by_link: entry.CameIn | None
) -> Viewer:
    """Return whoever came in: by a link, by an account, or nobody."""
    session = request.session
    eyes = session.get("eyes") if settings.WITHNESS_DEMO else None  # the demo's bar
    came: entry.CameIn | None = None
    post: work.Post | None = None
    way = Way.NOBODY
    if eyes:
        came, way = entry.by_eyes(eyes["person"], eyes.get("opens")), Way(eyes["way"])
        post = work.post_of(came.person_id) if came and way == Way.SIGNED_IN else None
    elif request.user.is_authenticated and _opens_here(
        session, service
    ):  # signed in since: opening a link signs out
        post, way = work.post_of_account(request.user.pk), Way.SIGNED_IN
        came = entry.CameIn(post.person_id, post.language) if post else None
    elif by_link and by_link.proved:
        came, way = by_link, Way.LINK
    if came is None or (way == Way.SIGNED_IN and post is None):
        return nobody(service.id)  # or they have left: an old session opens nothing
    without = _opened(request, post)
    places = seats.of_living(came.person_id)
    if places is None and way == Way.LINK:
        return nobody(service.id)  # whatever link somebody holds, nobody comes in as the dead
    if places and came.alone and came.purpose == Purpose.CALLER and not _needs_no_proof():
        return nobody(service.id)  # a record stands behind it now: the link is opened anew
    return Viewer(
        service_id=service.id,
        way=way,
        person_id=came.person_id,
        practitioner_id=post.practitioner_id if post else None,
        is_peer=post.is_peer if post else False,
        duties=post.duties if post else frozenset(),
        seats=_counting(places or (), at_work=post is not None),
        opens=frozenset({came.opens_id} if came.opens_id else ()),
        language=came.language,
        glass=without.glass,
        demands=without.demands,
    )


def _counting(places: tuple[Seat, ...], *, at_work: bool) -> tuple[Seat, ...]:
    """Return somebody's places; one by their work is as good as left where they are not at work.

    Whoever works here may belong to another network by a link of their own, or hold a link still
    after their post has ended: it opens what is theirs, and not what they opened as a practitioner.
    """
    now = timezone.now()
    return tuple(
        replace(seat, left_at=seat.left_at or now)
        if seat.belonging == Belonging.PRACTITIONER and not at_work
        else seat
        for seat in places
    )


def _needs_no_proof() -> bool:
    """Whether the service lets everybody's link be enough, where there is no way to prove."""
    return doors.door().without == Without.EVERYBODY


def _opened(request: HttpRequest, post: work.Post | None) -> opened.Opened:
    """Return what is open to somebody at work without their belonging.

    The session only says that it is worth asking; most never do, and are asked about nothing. What
    is open, and until when, the table says at every request.
    """
    if post is None or not request.session.get(opened.MARK):
        return opened.NOTHING
    found = opened.now_by(post.person_id, post.duties, timezone.now())
    if found.is_over:
        del request.session[opened.MARK]
    return found
