"""Bodies that come a byte at a time, or never end: refused, and nobody else waits for them."""

import asyncio

from withness.web.middleware.patience import MOST, Patience


async def reads_all(scope, receive, send):
    """Read a whole body, as Django does, and answer how long it was."""
    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def answer(receive, app=reads_all, **bounds):
    """Ask once; return the statuses that were sent."""
    sent = []

    async def send(message):
        sent.append(message)

    async def once():
        await Patience(app, **bounds)({"type": "http"}, receive, send)

    asyncio.run(once())
    return [one["status"] for one in sent if one["type"] == "http.response.start"]


def parts(*bodies, pause=0.0):
    left = list(bodies)

    async def receive():
        await asyncio.sleep(pause)
        body = left.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    return receive


def test_a_body_in_time_is_handed_on_whole():
    assert answer(parts(b"a" * 100, b"b" * 100)) == [200]


def test_a_body_that_never_comes_is_refused():
    async def never():
        await asyncio.sleep(3600)

    assert answer(never, seconds=0.05) == [408]


def test_a_byte_at_a_time_is_refused_although_each_byte_is_quick():
    assert answer(parts(*[b"x"] * 500, pause=0.005), seconds=0.1) == [408]


def test_a_body_without_end_is_refused_before_it_fills_anything():
    endless = b"x" * 1_000_000
    assert answer(parts(*[endless] * (MOST // len(endless) + 2))) == [413]


def test_after_the_body_a_stream_waits_as_long_as_it_likes():
    async def streams(scope, receive, send):
        await receive()
        await asyncio.sleep(0.1)
        gone = await receive()
        assert gone["type"] == "http.disconnect"
        await send({"type": "http.response.start", "status": 204, "headers": []})

    left = [
        {"type": "http.request", "body": b"", "more_body": False},
        {"type": "http.disconnect"},
    ]

    async def receive():
        return left.pop(0)

    assert answer(receive, app=streams, seconds=0.05) == [204]


def test_two_hundred_slow_senders_keep_nobody_else_waiting():
    async def never():
        await asyncio.sleep(3600)

    async def nothing(_message):
        pass

    async def all_at_once():
        door = Patience(reads_all, seconds=5)
        slow = [asyncio.ensure_future(door({"type": "http"}, never, nothing)) for _ in range(200)]
        await asyncio.sleep(0)
        sent = []

        async def send(message):
            sent.append(message.get("status"))

        await door({"type": "http"}, parts(b"me"), send)
        for one in slow:
            one.cancel()
        return sent

    assert asyncio.run(all_at_once())[0] == 200
