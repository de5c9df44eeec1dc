"""The pages of the record, from the side of everybody, and what must not be shown."""

import pytest

from tests.records.together import says, under_way
from withness.meetings.rules.states import Step
from withness.records import models
from withness.records.queries import page
from withness.records.rules.states import Circle, Yes

pytestmark = pytest.mark.django_db
R = "/riverside/records"


def text(answer):
    return answer.content.decode()


def test_everybody_s_pages_open(cast, browser_of):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "I was angry.")
    for name in ("mira", "jonas", "edda", "lena", "sol"):
        browser = browser_of(name)
        for path in (
            "",
            "write/",
            "for/",
            "pass/",
            "here/",
            "agree/",
            "open/",
            "next/",
            "close/",
            "lines/",
        ):
            answer = browser.get(f"{R}/meeting/{meeting.pk}/{path}")
            assert answer.status_code == 200, (name, path)
            assert "{%" not in text(answer)
        for path in (f"{cast.first.pk}/", f"{meeting.pk}/", f"network/{cast.network.pk}/"):
            assert browser.get(f"{R}/{path}").status_code == 200, (name, path)
    assert browser_of("jonas").get(f"{R}/line/{line}/").status_code == 200
