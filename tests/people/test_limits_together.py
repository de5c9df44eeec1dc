"""Limits across processes: nothing of this test's own lies in the database that they share."""

import json
import os
import subprocess
import sys

from django.core.cache import cache
from django.db import connection
from tests.house.the_house import SOURCE

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


def test_two_processes_count_together(django_db_setup):
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
        "PYTHONPATH": str(SOURCE.parent),
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


def test_what_is_counted_lies_where_every_process_looks(db):
    cache.set("counted", 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM web_cache WHERE cache_key = ':1:counted'")
        assert cursor.fetchone() == (1,)
