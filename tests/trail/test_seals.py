"""Entries are sealed once each, in whatever order they come; the tables refuse changes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trail.conftest import Story, id_at
from withness.trail import actions, models, rules
from withness.trail.queries import chain

pytestmark = pytest.mark.django_db
DAY = 24 * 60


@pytest.mark.parametrize("table", ["trail_entry", "trail_seal"])
@pytest.mark.parametrize("words", ["UPDATE {} SET service_id = id", "DELETE FROM {}"])
def test_the_tables_refuse_to_be_changed(story, table, words):
    story.entry(0)
    story.seal(5)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(words.format(table))


def test_the_tables_refuse_to_be_emptied_at_once(story):
    """PostgreSQL alone can empty a table without looking at its rows: not these two."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgtype & 32 > 0 AND tgenabled = 'O'")
        found = {name for (name,) in cursor.fetchall()}
    assert {"trail_entry_no_truncate", "trail_seal_no_truncate"} <= found
    for table in ("trail_entry", "trail_seal"):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(f"TRUNCATE {table}")


def test_what_is_written_is_sealed_once(story):
    for minute in range(7):
        story.entry(minute)
    assert [story.seal(10), story.seal(15)] == [7, 0]
    seal = story.seals.get()
    assert (seal.number, seal.count, seal.previous) == (1, 7, rules.NO_HEAD)
    assert rules.unpacked(bytes(seal.members)) == list(story.entries.values_list("pk", flat=True))
    assert story.walk().findings == []


def test_each_seal_holds_on_to_the_one_before(story):
    for minute in (0, 10, 20):
        story.entry(minute)
        story.seal(minute + 5)
    seals = list(story.seals)
    assert [one.number for one in seals] == [1, 2, 3]
    assert [one.previous for one in seals[1:]] == [one.head for one in seals[:2]]


def test_an_entry_that_comes_late_goes_into_the_next_seal(story):
    """Two processes make ids in one millisecond, and a transaction may end long after it began."""
    story.entry(0)
    story.entry(100)
    story.seal(101)
    story.entry(50)
    assert (story.walk().waiting, story.found()) == (1, set())
    assert story.seal(105) == 1
    walked = story.walk()
    assert (walked.entries, walked.seals, walked.findings) == (3, 2, [])


def test_after_days_without_a_worker_everything_is_sealed(story, monkeypatch):
    monkeypatch.setattr(rules, "MOST", 4)
    for day in range(6):
        story.entry(day * DAY)
        story.entry(day * DAY + 1)
    assert story.seal(6 * DAY) == 12
    assert [one.count for one in story.seals] == [4, 4, 4]
    assert story.walk().findings == []


def test_two_workers_seal_each_entry_once(story, monkeypatch):
    """The slower one finds its number taken, and stops."""
    story.entry(0)
    before = chain.last(story.service_id)
    story.seal(1)
    monkeypatch.setattr(chain, "last", lambda _service: before)
    monkeypatch.setattr(chain, "members_from", lambda _service, _floor: set())
    assert story.seal(2) == 0
    assert story.seals.count() == 1


def test_another_services_entries_are_not_in_it(story):
    story.entry(0)
    assert actions.seal(service_id=Story().service_id, now=story.begun) == 0


def test_a_seal_made_with_an_older_key_still_holds(story, settings):
    """Keys are rotated: the mark keeps its key's number, and a later mark stands for it, too."""
    old, new = settings.WITHNESS_KEYS, "9 " + "BQUF" * 10 + "BQU="
    story.entry(0)
    story.seal(1)
    settings.WITHNESS_KEYS = f"{new}\n{old}"
    assert story.found() == set()
    story.entry(2)
    story.seal(3)
    assert [one.key for one in story.seals] == [int(old.split()[0]), 9]
    settings.WITHNESS_KEYS = new
    assert story.found() == set()
    settings.WITHNESS_KEYS = old
    assert story.found() == {"seal_unknown"}


def test_the_head_is_kept_beside_the_keys(story, settings, tmp_path):
    settings.WITHNESS_KEYS_FILE = tmp_path / "keys"
    for minute in (0, 10):
        story.entry(minute)
        story.seal(minute + 1)
        actions.keep_head(service_id=story.service_id)
    last = story.seals.last()
    assert chain.kept_heads() == (rules.Head(story.service_id, 2, last.head),)
    assert (tmp_path / "trail.heads").stat().st_mode & 0o077 == 0


def test_a_kept_head_that_the_chain_does_not_bear_out_stays(story, settings, tmp_path):
    """Whoever cuts the end of a trail off cannot have the next seal paint it over."""
    settings.WITHNESS_KEYS_FILE = tmp_path / "keys"
    lost = rules.Head(story.service_id, 7, "f" * 64)
    chain.heads_path().write_text(rules.head_lines([lost]))
    story.entry(0)
    story.seal(1)
    actions.keep_head(service_id=story.service_id)
    assert lost in chain.kept_heads()
    assert story.found(chain.kept_heads()) == {"tail_removed"}


def test_what_was_let_go_leaves_its_seals(story):
    for day in range(5):
        story.entry(day * DAY)
        story.entry(day * DAY + 1)
        story.seal(day * DAY + 2)
    now = story.begun + timedelta(days=10)
    before = story.begun + timedelta(days=2, hours=1)
    assert actions.let_go(service_id=story.service_id, before=before, now=now) == 6
    walked = story.walk()
    assert (walked.entries, walked.let_go, walked.seals, walked.findings) == (4, 6, 6, [])
    assert actions.let_go(service_id=story.service_id, before=before, now=now) == 0
    story.entry(10 * DAY)
    story.seal(10 * DAY + 1)
    assert story.found() == set()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        story.entries.delete()


def test_a_batch_goes_as_a_whole(story):
    """An entry that came late holds the batch beside it back, until both are old enough."""
    story.entry(0)
    story.entry(100)
    story.seal(101)
    story.entry(50)
    story.seal(200)
    now = story.begun + timedelta(days=10)
    early = story.begun + timedelta(minutes=150)
    assert actions.let_go(service_id=story.service_id, before=early, now=now) == 0
    assert actions.let_go(service_id=story.service_id, before=now, now=now) == 3
    assert story.found() == set()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 600), st.sampled_from(["entry", "entry", "late", "seal"])),
        max_size=25,
    )
)
def test_whatever_the_order_every_entry_is_in_one_seal(db, steps):
    """Entries of many processes, ids out of order, sealing in between: each once, none lost."""
    from django_scopes import scope

    told = Story()
    now = 0
    with scope(service=told.service_id):
        for minutes, what in steps:
            now += minutes
            if what == "seal":
                told.seal(now)
            else:
                told.entry(max(0, now - (minutes % DAY if what == "late" else 0)))
        told.seal(now + 1)
        held = [one for seal in told.seals for one in rules.unpacked(bytes(seal.members))]
        assert sorted(held) == list(told.entries.values_list("pk", flat=True))
        assert (told.walk().findings, told.walk().waiting) == ([], 0)


def test_an_entry_made_at_an_instant_says_that_instant(story):
    assert rules.made_at(id_at(story.begun)) - story.begun < timedelta(milliseconds=1)
    assert models.new_id() > rules.earliest_id(story.begun)
