"""Feeds: fetched with limits, only from outside, and with growing pauses after trouble."""

import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from withness.teams import models, tasks
from withness.teams.actions import calendars
from withness.teams.queries import own
from withness.teams.rules import feeds, posts


def ics(start, hours=2):
    end = start + timedelta(hours=hours)
    stamp = "%Y%m%dT%H%M%SZ"
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//\r\nBEGIN:VEVENT\r\nUID:1@x\r\n"
        f"DTSTAMP:{start:{stamp}}\r\nDTSTART:{start:{stamp}}\r\nDTEND:{end:{stamp}}\r\n"
        "SUMMARY:Private\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


@contextmanager
def served(answer):
    """A server on this machine whose answer to GET is what the function writes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/feed.ics"
    finally:
        server.shutdown()
        server.server_close()


def says(body, status=200, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture
def anywhere(settings):
    settings.WITHNESS_FEEDS_ANYWHERE = True


def feed(cast, address):
    return calendars.put(
        practitioner_id=cast.lena.pk, name="Mine", feed=address, by=cast.viewer("lena")
    )


def now():
    return timezone.now().replace(microsecond=0)


def test_a_feed_is_read_as_busy_time_and_nothing_else(cast, anywhere):
    at = now() + timedelta(days=3)
    with served(says(ics(at))) as address:
        calendar_id = feed(cast, address)
        assert tasks.read_feeds(timezone.now()) == 1
        assert tasks.read_feeds(timezone.now()) == 0, "it is not due again"
    (busy,) = models.Busy.objects.all()
    assert (busy.starts_at, busy.ends_at) == (at, at + timedelta(hours=2))
    row = models.Calendar.objects.get(pk=calendar_id)
    assert (row.trouble, row.read_at is None) == ("", False)
    again = timezone.now() + posts.BETWEEN_READINGS
    assert [one.id for one in own.feeds_due(again)] == [calendar_id]


def test_trouble_keeps_what_was_known_and_pauses_longer_each_time(cast, anywhere):
    at = now() + timedelta(days=3)
    with served(says(ics(at))) as address:
        calendar_id = feed(cast, address)
        tasks.read_feeds(timezone.now())
    pauses = []
    moment = timezone.now() + timedelta(hours=1)
    for _ in range(4):
        assert tasks.read_feeds(moment) == 0
        row = models.Calendar.objects.get(pk=calendar_id)
        assert row.trouble == "feed_silent"
        pauses.append(row.next_read_at - moment)
        moment = row.next_read_at
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[1] < pauses[2] <= posts.LONGEST_PAUSE
    assert models.Busy.objects.count() == 1, "a gap would look like free time"


def test_a_feed_that_is_no_calendar_says_so_in_words(cast, anywhere):
    with served(says(b"<html>Sign in</html>")) as address:
        calendar_id = feed(cast, address)
        assert tasks.read_feeds(timezone.now()) == 0
    assert models.Calendar.objects.get(pk=calendar_id).trouble == "not_a_calendar"


def test_trouble_with_one_feed_stops_no_other(cast, anywhere):
    at = now() + timedelta(days=3)
    with served(says(b"", status=500)) as bad, served(says(ics(at))) as good:
        feed(cast, bad)
        calendars.put(practitioner_id=cast.sol.pk, name="Mine", feed=good, by=cast.viewer("sol"))
        assert tasks.read_feeds(timezone.now()) == 1
    assert set(models.Busy.objects.values_list("practitioner_id", flat=True)) == {cast.sol.pk}


def test_two_workers_do_not_read_the_same_feed(cast):
    calendar_id = feed(cast, "https://example.org/a.ics")
    at = timezone.now()
    assert calendars.claim(calendar_id=calendar_id, now=at)
    assert not calendars.claim(calendar_id=calendar_id, now=at)


def test_a_feed_on_this_machine_is_never_fetched(cast):
    asked = []

    def answer(handler):
        asked.append(handler.path)
        says(b"")(handler)

    with served(answer) as address:
        for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1"):
            with pytest.raises(posts.FeedNotAllowed):
                tasks.fetched(address.replace("http:", "https:").replace("127.0.0.1", host))
    assert asked == []


def test_a_name_that_leads_inside_is_refused_when_it_is_looked_up():
    network = tasks._Network(time.monotonic() + 5, anywhere=False)
    with pytest.raises(posts.FeedNotAllowed):
        network.connect_tcp("localhost", 443)


def test_a_redirect_to_another_scheme_is_refused(anywhere):
    with (
        served(says(b"", status=302, Location="file:///etc/passwd")) as address,
        pytest.raises(posts.FeedNotAllowed),
    ):
        tasks.fetched(address)


def test_redirects_are_followed_a_few_times_only(anywhere):
    def answer(handler):
        says(b"", status=302, Location="/again.ics")(handler)

    with served(answer) as address, pytest.raises(feeds.FeedSilent):
        tasks.fetched(address)


def test_a_feed_without_an_end_is_left(anywhere):
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 100_000)
        except OSError:
            pass

    with served(answer) as address, pytest.raises(feeds.FeedTooLarge):
        tasks.fetched(address)


def test_a_feed_that_drips_is_left_in_time(anywhere, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_SECONDS", 0.7)

    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(50):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    began = time.monotonic()
    with served(answer) as address, pytest.raises(feeds.FeedSilent):
        tasks.fetched(address)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("number", "outside"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("not a number", False),
    ],
)
def test_which_numbers_lead_outside(number, outside):
    assert feeds.leads_outside(number) is outside


def test_a_past_event_and_one_far_ahead_are_outside_the_window(cast, anywhere):
    at = now() + timedelta(days=200)
    with served(says(ics(at))) as address:
        feed(cast, address)
        assert tasks.read_feeds(timezone.now()) == 1
    assert models.Busy.objects.count() == 0


def test_the_address_of_a_feed_lies_sealed(cast):
    calendar_id = feed(cast, "https://example.org/secret.ics")
    raw = models.Calendar.objects.values_list("feed", flat=True).get(pk=calendar_id)
    assert b"secret" not in bytes(raw)


def test_the_worker_reads_feeds_by_the_clock(cast, anywhere):
    ((name, seconds, run),) = tasks.TASKS
    assert (name, seconds) == ("teams.read_feeds", 60)
    with served(says(ics(now() + timedelta(days=3)))) as address:
        feed(cast, address)
        run(timezone.now())
    assert models.Busy.objects.count() == 1
