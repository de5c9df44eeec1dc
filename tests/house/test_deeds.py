"""Every deed stands in the matrix of deeds, and everybody may what it says, and nothing else."""

import pytest

from tests.house import deeds
from tests.house.deed_matrix import DEEDS
from withness.access import policy

pytestmark = pytest.mark.django_db


def test_every_deed_stands_in_the_matrix_for_everybody():
    assert set(policy.table()) == set(DEEDS)
    assert {name for name, row in DEEDS.items() if len(row) != len(deeds.KINDS)} == set()


def test_everybody_may_what_the_matrix_says(cast):
    found = deeds.answers(cast)
    assert {n: (found[n], DEEDS[n]) for n in DEEDS if found[n] != DEEDS[n]} == {}


def test_promise_4_a_duty_opens_no_record():
    keepers = [deeds.KINDS.index(duty) for duty in deeds.DUTIES]
    nobodys = ("records.", "networks.read", "networks.see_reach", "meetings.read")
    assert {
        name
        for name, row in DEEDS.items()
        if name.startswith(nobodys) and name != "records.take_on"
        for keeper in keepers
        if row[keeper] == "o"
    } == set()


def test_what_is_opened_by_law_or_in_need_is_read_and_not_written():
    """Behind glass, and with an order: nothing that a practitioner who does not belong may not."""
    outside = deeds.KINDS.index("outside")
    reading = ("read", "know", "see", "open")
    for opened in ("glass", "demand"):
        more = {
            name
            for name, row in DEEDS.items()
            if row[deeds.KINDS.index(opened)] == "o" and row[outside] != "o"
        }
        verbs = {name.partition(".")[2] for name in more if name.startswith(RECORD)}
        assert {verb for verb in verbs if not verb.startswith(reading)} == set()


RECORD = ("records.", "networks.", "meetings.", "contacts.", "exchange.")
