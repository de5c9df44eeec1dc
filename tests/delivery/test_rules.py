"""How a message lives: pauses, what is due, what may leave, what an answer means."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.delivery.rules import attempts, due, neutral, notify, outcomes, transitions
from withness.delivery.rules.outcomes import Outcome, Result
from withness.delivery.rules.states import State, Way
from withness.service.rules import TellsTooMuch

NOW = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
KEY = "withness-8f7c1c1e-0000-4000-8000-00000000000a-9a1b2c3d-0000-4000-8000-00000000000b"
TEMPLATE = "7b1f3a52-0000-4000-8000-00000000000c"


def test_pauses_grow_stay_at_twelve_hours_and_end_within_three_days():
    pauses = []
    while (pause := attempts.pause(len(pauses) + 1)) is not None:
        pauses.append(pause)
    minutes = [pause.total_seconds() / 60 for pause in pauses]
    assert minutes == [1, 5, 15, 60, 240, 720, 720, 720, 720, 720]
    assert timedelta(days=2) < sum(pauses, timedelta()) <= timedelta(days=3)


def test_a_pause_follows_an_attempt():
    with pytest.raises(ValueError):
        attempts.pause(0)


@given(st.integers(1, 10_000))
def test_who_gave_up_stays_given_up(tried):
    if attempts.pause(tried) is None:
        assert attempts.pause(tried + 1) is None


def standing(way=Way.MAIL, state=State.WAITING, due_in=0, attempts=0, claimed_in=None):
    return due.Standing(
        way=way,
        state=state,
        due_at=NOW + timedelta(minutes=due_in),
        made_at=NOW - timedelta(days=1),
        attempts=attempts,
        claimed_until=None if claimed_in is None else NOW + timedelta(minutes=claimed_in),
    )


@pytest.mark.parametrize(
    ("message", "may"),
    [
        (standing(), True),
        (standing(way=Way.SMS), True),
        (standing(way=Way.LETTER), False),
        (standing(way=Way.TOLD), False),
        (standing(due_in=1), False),
        (standing(state=State.SENDING), False),
        (standing(state=State.UNSURE), False),
        (standing(state=State.SENT), False),
    ],
)
def test_a_worker_takes_only_mails_and_texts_that_are_due(message, may):
    assert due.may_be_taken(message, NOW) is may


@pytest.mark.parametrize(
    ("message", "needs"),
    [
        (standing(), False),
        (standing(due_in=-31), True),
        (standing(due_in=3, attempts=1), True),
        (standing(way=Way.LETTER), True),
        (standing(state=State.FAILED), True),
        (standing(state=State.UNSURE), True),
        (standing(state=State.SENDING, claimed_in=4), False),
        (standing(state=State.SENDING, claimed_in=-1), True),
        (standing(state=State.SENT), False),
        (standing(state=State.CALLED_OFF), False),
    ],
)
def test_somebody_should_look_at_what_has_not_arrived(message, needs):
    assert due.needs_somebody(message, NOW) is needs


def test_words_are_emptied_thirty_days_after_a_message_was_settled():
    old, fresh = NOW - timedelta(days=30), NOW - timedelta(days=29)
    assert due.may_be_emptied(State.SENT, old, NOW)
    assert not due.may_be_emptied(State.SENT, fresh, NOW)
    assert not due.may_be_emptied(State.UNSURE, old, NOW)
    assert not due.may_be_emptied(State.WAITING, None, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "Your therapy",
        "Krisendienst",
        "the psychiatric ward",
        "https://x.example/crisis-team/open/a",
    ],
)
def test_a_telling_word_may_not_leave(text):
    """Promise 20."""
    with pytest.raises(TellsTooMuch):
        neutral.checked("Meeting", None, text)


def test_the_random_letters_of_a_link_are_no_words():
    neutral.checked("Open https://x.example/riverside/open/Psyc-crisi_abcdefghijklmnopqrst")


@pytest.mark.parametrize("text", ["a\nBcc: b@c.d", "a\rb", "a\x00b", "a\u2028b", "a\x7fb"])
def test_nothing_with_a_line_break_stands_in_a_header(text):
    with pytest.raises(neutral.NotOneLine):
        neutral.one_line(text)


@pytest.mark.parametrize(
    ("code", "about_receiver", "result"),
    [
        (250, False, outcomes.SENT),
        (421, False, Result(Outcome.LATER, "busy")),
        (451, True, Result(Outcome.LATER, "busy")),
        (530, False, Result(Outcome.LATER, "not_let_in")),
        (550, True, Result(Outcome.REFUSED, "unknown_address")),
        (554, False, Result(Outcome.REFUSED, "refused")),
        (-1, False, Result(Outcome.LATER, "busy")),
    ],
)
def test_what_a_mail_server_says(code, about_receiver, result):
    assert outcomes.of_smtp(code, about_receiver=about_receiver) == result


def test_the_address_of_the_gateway_is_read():
    got = notify.gateway(f"notify://{KEY}@api.notifications.example?template={TEMPLATE}")
    assert got == notify.Gateway(
        base="https://api.notifications.example",
        service_id="8f7c1c1e-0000-4000-8000-00000000000a",
        secret="9a1b2c3d-0000-4000-8000-00000000000b",
        template=TEMPLATE,
    )
    assert got.secret not in repr(got)


@pytest.mark.parametrize(
    ("setting", "because"),
    [
        (f"https://{KEY}@h.example?template={TEMPLATE}", "scheme"),
        (f"notify+http://{KEY}@h.example?template={TEMPLATE}", "host"),
        (f"notify://{KEY}@?template={TEMPLATE}", "host"),
        (f"notify://short@h.example?template={TEMPLATE}", "key"),
        (f"notify://{KEY}@h.example", "template"),
    ],
)
def test_a_gateway_that_cannot_be_read_says_what_is_wrong_and_not_the_key(setting, because):
    with pytest.raises(notify.NotAGateway) as refused:
        notify.gateway(setting)
    assert refused.value.facts == {"because": because}


@given(
    zone=st.sampled_from(
        [
            "Europe/London",
            "Europe/Berlin",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Asia/Kolkata",
            "Africa/Casablanca",
            "Pacific/Apia",
        ]
    ),
    hours=st.integers(0, 366 * 24),
)
def test_the_changes_of_a_zone_tell_every_offset(zone, hours):
    """What a calendar file says of a zone is what the zone's own rules say."""
    first, last = NOW, NOW + timedelta(days=366)
    there, moment = ZoneInfo(zone), NOW + timedelta(hours=hours)
    said = [
        c
        for c in transitions.changes(there, first, last)
        if c.wall - c.before <= moment.replace(tzinfo=None)
    ]
    assert said[-1].after == moment.astimezone(there).utcoffset()


@pytest.mark.parametrize(
    ("address", "tells"),
    [
        ("https://riverside.example/psychology", False),
        ("post@riverside.example", False),
        ("http://127.0.0.1:8000", False),
        ("https://opendialogue.example", True),
        ("https://open-dialogue.example", True),
        ("post@krisendienst.example", True),
        ("https://nhs-mentalhealth.example:8443/x", True),
    ],
)
def test_a_host_that_tells_is_known(address, tells):
    """Promise 20: the host stands in every link and every sender."""
    assert neutral.host_tells(address) is tells
