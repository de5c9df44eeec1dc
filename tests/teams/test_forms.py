"""Hours, turns and absences as people type them."""

import contextlib
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.teams.forms import hours
from withness.teams.forms.own import AbsenceForm, FeedForm
from withness.teams.forms.rota import TurnForm
from withness.teams.rules.hours import Weekly

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONDON = {"zone": "Europe/London", "now": NOW}
WHO = [("lena", "Lena")]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("9-17", [("09:00", "17:00")]),
        ("9:30-12:30, 14-16:30", [("09:30", "12:30"), ("14:00", "16:30")]),
        ("9.30–13; 14h00 — 16h30", [("09:30", "13:00"), ("14:00", "16:30")]),
        ("9am - 5:30pm", [("09:00", "17:30")]),
        ("12 am to 12 pm", [("00:00", "12:00")]),
        ("9 Uhr bis 12 Uhr", [("09:00", "12:00")]),
        ("18-0", [("18:00", "00:00")]),
        ("18:00-24:00", [("18:00", "00:00")]),
        ("22-6", [("22:00", "06:00")]),
        ("0-24", [("00:00", "00:00")]),
    ],
)
def test_hours_are_read_as_people_write_them(typed, read):
    expected = tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in read)
    assert hours.read_day(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["nine to five", "9", "9-", "25-26", "9:60-10", "13pm-14pm", "24-25", "24-8", "9-12-15", "٩-١٢x",
     "1-2," * 9],
)  # fmt: skip
def test_what_is_no_time_is_not_guessed_at(typed):
    with pytest.raises(hours.NotHours):
        hours.read_day(typed)


@given(st.text(max_size=60))
def test_anything_typed_is_read_or_refused(typed):
    with contextlib.suppress(hours.NotHours):
        hours.read_day(typed)


minutes = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))


@given(st.lists(st.tuples(minutes, minutes), max_size=3))
def test_what_is_shown_reads_back_as_it_was(pairs):
    week = [Weekly(2, begins, ends) for begins, ends in sorted(pairs)]
    shown = hours.written(week).get("day_2", "")
    assert hours.read_day(shown) == tuple(sorted(pairs))


def test_the_wrong_day_is_named_and_the_others_stay():
    form = hours.WeekForm({"day_0": "9-17", "day_1": "early", "day_4": "9-12, 11-15"})
    assert not form.is_valid()
    assert set(form.errors) == {"day_1"}
    assert form["day_0"].value() == "9-17"
    again = hours.WeekForm({"day_0": "9-17", "day_4": "9-12, 11-15"})
    assert set(again.errors) == {"day_4"}


def turn(**typed):
    told = {"who": "lena", "day": "2026-03-05", "begins": "09:00", "ends": "17:00", "days": "1"}
    return TurnForm(told | typed, people=WHO, **LONDON)


def test_a_night_ends_the_next_morning_and_days_repeat():
    form = turn(begins="18:00", ends="06:00", days="2")
    assert form.is_valid()
    assert [(span.start, span.end) for span in form.cleaned_data["spans"]] == [
        (datetime(2026, 3, 5, 18, tzinfo=UTC), datetime(2026, 3, 6, 6, tzinfo=UTC)),
        (datetime(2026, 3, 6, 18, tzinfo=UTC), datetime(2026, 3, 7, 6, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({"day": "2026-02-01"}, "day"),  # over
        ({"day": "2029-02-01"}, "day"),
        ({"day": "2026-03-29", "begins": "01:30"}, "__all__"),  # the clock jumps over it
        ({"day": "2026-02-30"}, "day"),
        ({"day": ""}, "day"),
        ({"begins": "25:00"}, "begins"),
        ({"days": "0"}, "days"),
        ({"days": "400"}, "days"),
        ({"who": "wilhelm"}, "who"),
    ],
)
def test_bad_times_of_a_turn_get_a_kind_error(typed, where):
    form = turn(**typed)
    assert not form.is_valid()
    assert where in form.errors


def absence(**typed):
    return AbsenceForm({"first": "2026-03-05", "last": "2026-03-06"} | typed, **LONDON)


def test_an_absence_is_whole_days_unless_a_time_is_said():
    form = absence()
    assert form.is_valid()
    span = form.cleaned_data["span"]
    assert (span.start, span.end) == (
        datetime(2026, 3, 5, tzinfo=UTC),
        datetime(2026, 3, 7, tzinfo=UTC),
    )
    part = absence(begins="12:30", last="2026-03-05", ends="15:00")
    assert part.is_valid()
    assert part.cleaned_data["span"].length.total_seconds() == 2.5 * 3600


@pytest.mark.parametrize(
    "typed",
    [
        {"last": "2026-03-04"},
        {"first": "2026-02-01", "last": "2026-02-02"},
        {"last": "2026-03-05", "begins": "15:00", "ends": "09:00"},
        {"last": "9999-12-31"},
        {"last": "2035-01-01"},
        {"first": "0001-01-01"},
        {"first": "soon"},
    ],
)
def test_bad_absences_get_a_kind_error(typed):
    assert not absence(**typed).is_valid()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.ics",
        "file:///etc/passwd",
        "https://127.0.0.1/a.ics",
        "https://[::1]/a.ics",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/",
        "https://user:word@example.org/",
        "https://localhost/",
        "https://intranet/",
        "https://exa mple.org/",
        "https://example.org:99999/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[not",
        "x" * 3000,
    ],
)
def test_a_feed_inside_somebody_s_network_is_refused(address):
    form = FeedForm({"name": "Mine", "address": address})
    assert set(form.errors) == {"address"}


def test_webcal_is_read_as_https():
    form = FeedForm({"name": "Mine", "address": "webcal://example.org/a.ics?key=ü%20"})
    assert form.is_valid()
    assert form.cleaned_data["address"] == "https://example.org/a.ics?key=ü%20"


def test_hours_from_a_day_far_ahead_are_refused():
    form = hours.OwnHoursForm({"from_on": "2199-01-01"}, today=date(2026, 1, 1))
    assert set(form.errors) == {"from_on"}
