"""Limits on what can be guessed: counted once each, by all processes together, telling nothing."""

import time

import pytest
from django.core.cache import cache
from django.db import connection

from withness.people import rules
from withness.people.actions import limits


@pytest.fixture(autouse=True)
def nothing_counted(db):
    cache.clear()


def test_as_many_as_fit_and_then_no_more():
    for _ in range(3):
        limits.spend("links.open", "abc", most=3, seconds=3600)
    with pytest.raises(rules.TooOften) as refused:
        limits.spend("links.open", "abc", most=3, seconds=3600)
    assert refused.value.code == "too_often"


def test_another_key_and_another_name_are_counted_apart():
    limits.spend("links.open", "abc", most=1, seconds=3600)
    limits.spend("links.open", "abd", most=1, seconds=3600)
    limits.spend("links.proof", "abc", most=1, seconds=3600)


def test_a_new_stretch_begins_anew(monkeypatch):
    now = time.time()
    limits.spend("codes", "abc", most=1, seconds=60)
    monkeypatch.setattr(rules, "stretch", lambda _now, _seconds: int(now // 60) + 1)
    limits.spend("codes", "abc", most=1, seconds=60)


def test_stretches_have_no_gap():
    assert [rules.stretch(at, 60) for at in (0, 59.9, 60, 119.9, 120)] == [0, 0, 1, 1, 2]


def test_the_cache_tells_nobody_what_was_tried():
    limits.spend("codes", "lena@example.org", most=1, seconds=60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM web_cache")
        rows = str(cursor.fetchall())
    assert "codes" in rows
    assert "lena" not in rows
