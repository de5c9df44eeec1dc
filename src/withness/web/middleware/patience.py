"""How long a body may take to come, and how much of it is read at all.

Django reads a whole body before a page sees it, and sets no clock: whoever sends a byte a minute
would hold a place in memory for a day. What is too slow or too much is refused here, before a
page, a form or a database hears of it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]
SECONDS = 60.0  # for a whole body: a slow telephone sends a megabyte in that time
MOST = 12_000_000  # bytes: twice the largest file that any page takes
TOO_SLOW, TOO_MUCH = 408, 413


class _Refused(Exception):
    """The body came too slowly, or there was too much of it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Patience:
    """Waits so long and no longer for the body of a request."""

    def __init__(self, app: App, seconds: float = SECONDS, most: int = MOST) -> None:
        self.app, self.seconds, self.most = app, seconds, most

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Hand a request on, with its body within bounds; answer 408 or 413 otherwise."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, self._bounded(receive), send)
        except _Refused as refused:
            headers = [(b"connection", b"close"), (b"content-length", b"0")]
            await send(
                {"type": "http.response.start", "status": refused.status, "headers": headers}
            )
            await send({"type": "http.response.body", "body": b""})

    def _bounded(self, receive: Receive) -> Receive:
        until = asyncio.get_running_loop().time() + self.seconds
        read, is_whole = 0, False

        async def bounded() -> Message:
            nonlocal read, is_whole
            if is_whole:  # what comes now is the end of the connection, and a stream waits for it
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise _Refused(TOO_SLOW) from None
            read += len(message.get("body", b""))
            if read > self.most:
                raise _Refused(TOO_MUCH)
            is_whole = not message.get("more_body", False)
            return message

        return bounded
