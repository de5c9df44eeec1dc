"""Limits on what can be guessed: counted once each, by all processes together, telling nothing."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

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


SPENDER = """
import json, sys
import django
django.setup()
from withness.people import rules
from withness.people.actions import limits
let_in = 0
sys.stdin.readline()
for _ in range(20):
    try:
        limits.spend("codes", "one", most=7, seconds=86_400)
        let_in += 1
    except rules.TooOften:
        pass
print(json.dumps(let_in))
"""


@pytest.mark.usefixtures("_trail_can_be_emptied")
def test_two_processes_count_together(transactional_db):
    """Both try at once, as often as they like: together they get as many as one would."""
    target = connection.settings_dict
    address = (
        f"sqlite:{target['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgresql://{target['USER']}:{target['PASSWORD']}@/{target['NAME']}"
        f"?host={target['HOST']}"
    )
    surroundings = os.environ | {
        "WITHNESS_DATABASE": address,
        "DJANGO_SETTINGS_MODULE": "withness.web.settings",
        "PYTHONPATH": str(Path(rules.__file__).parents[2]),
    }
    tries = [
        subprocess.Popen(
            [sys.executable, "-c", SPENDER],
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    let_in = [json.loads(one.communicate("go\n", timeout=60)[0]) for one in tries]
    assert sum(let_in) == 7
