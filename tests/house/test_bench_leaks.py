"""Random requests of random viewers in randomly made services: nothing slips, nothing breaks."""

import json
import os
import subprocess
import sys

import pytest

from tests.house.the_house import REPOSITORY

pytestmark = pytest.mark.timeout(600)


def asked(*words):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WITHNESS_")}
    return subprocess.run(
        [sys.executable, "benchmarks/leaks", "--json", *words],
        cwd=REPOSITORY, env=kept, capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip


def test_promises_1_and_19_three_hundred_random_requests_leak_nothing():
    done = asked("--requests", "300", "--seed", "3", "--processes", "1")
    found = json.loads(done.stdout)
    assert (found["leaked"], found["broke"]) == ([], [])
    assert done.returncode == 0
    assert found["requests"] == 300
    assert 0 < found["refusals"] < 300
    assert found["words_read"] > 0  # the search finds what is there
