"""The stream that tells a page to look again: numbers only, and only to those who still may.

It sends `id` and `data` with the number of the last event; the page then fetches what is open to
its viewer the ordinary way. Whoever is no longer let in hears `over`, and the stream ends.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import close_old_connections, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe
from django_scopes import scope

from withness.access.rules import NotAllowed
from withness.people.views import here
from withness.records.queries import news, page, waking
from withness.values.rules.viewer import Viewer

MOST = 6  # streams of one person at once, in one process
BEAT = 15.0  # seconds until a silent stream says that it is still there
# Seconds until a silent stream asks again whether its viewer may still listen: what is withdrawn
# without a bell (a session that was ended) stops it as soon. With many streams they take turns.
LOOK, SLOWEST, TURN = 0.9, 5.0, 0.02
TOO_MANY_DIGITS = 9
Look = Callable[[int], news.News | None]

_open: Counter[UUID] = Counter()
_readers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="live")


@require_safe
def live(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """Answer a stream of the meeting's event numbers, from `Last-Event-ID` or `?after=` on.

    Raises `NotAllowed`; answers 429 to somebody who has too many open already.
    """
    viewer = here.viewer(request)
    page.head(viewer, meeting_id)
    if viewer.person_id is None:
        raise NotAllowed
    if _open[viewer.person_id] >= MOST:
        return HttpResponse(status=429)
    answer = StreamingHttpResponse(
        _stream(viewer.person_id, meeting_id, _after(request), _look(request, meeting_id)),
        content_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store, private", "X-Accel-Buffering": "no"},
    )
    if not connection.in_atomic_block:
        connection.close()  # an open stream holds no place at the database
    return answer


def _after(request: HttpRequest) -> int:
    given = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    return int(given) if given.isdecimal() and len(given) < TOO_MANY_DIGITS else 0


def _look(request: HttpRequest, meeting_id: UUID) -> Look:
    """Return one short read, to be run in a thread: who is it now, and what is new for them?"""
    service_id = here.service(request).id

    def look(number: int) -> news.News | None:
        close_old_connections()
        try:
            with scope(service=service_id):
                viewer: Viewer = here.again(request)
                return news.since(viewer, meeting_id, number)
        except NotAllowed:
            return None
        finally:
            close_old_connections()

    return look


def _pause() -> float:
    return min(SLOWEST, max(LOOK, _open.total() * TURN))


async def _stream(
    person_id: UUID, meeting_id: UUID, after: int, look: Look
) -> AsyncIterator[bytes]:
    number, spoke_at = after, time.monotonic()
    _open[person_id] += 1
    try:
        yield b"retry: 2000\n\n"
        bell = waking.bell()
        with bell.at(meeting_id) as heard:
            while not bell.is_over:
                heard.clear()
                found = await asyncio.get_running_loop().run_in_executor(_readers, look, number)
                if found is None:
                    yield b"event: over\ndata: 0\n\n"
                    return
                number = found.number
                if found.is_any:
                    yield f"id: {number}\ndata: {number}\n\n".encode()
                    spoke_at = time.monotonic()
                elif time.monotonic() - spoke_at >= BEAT:
                    yield b": still here\n\n"
                    spoke_at = time.monotonic()
                try:
                    await asyncio.wait_for(heard.wait(), _pause())
                except TimeoutError:
                    continue
    finally:
        _open[person_id] -= 1
        if not _open[person_id]:
            del _open[person_id]
