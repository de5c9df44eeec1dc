"""A meeting of Mira's network that is under way, for the tests of this room."""

import re
from uuid import uuid4

from django.conf import settings

from tests import make
from withness.meetings.actions import holding
from withness.meetings.rules.states import State, Step
from withness.records.actions import lines

CAME = ("mira", "jonas", "lena", "sol")


def under_way(cast, *, step=Step.CLOSING, came=CAME):
    meeting = make.meeting(
        cast.network,
        invited=[cast.who[n] for n in ("mira", "jonas", "edda", "tarek", "lena", "sol")],
        came=[cast.who[n] for n in came],
        state=State.AGREED,
    )
    holding.begin(meeting_id=meeting.pk, by=cast.viewer("mira"))
    meeting.refresh_from_db()
    if step != Step.GATHERING:
        holding.step(meeting_id=meeting.pk, step=step, by=cast.viewer("mira"))
    meeting.refresh_from_db()
    return meeting


def says(cast, name, meeting, words, **more):
    return lines.write(
        meeting_id=meeting.pk,
        words=words,
        once=more.pop("once", uuid4()),
        by=cast.viewer(name),
        **more,
    )


def in_english(browser):
    """Let somebody whose own language is another one read in English."""
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


def main_of(answer):
    """What stands on a page, without its frame and the marks of its forms."""
    main = text(answer).split("<main")[1].split("</main")[0]
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", main)


def text(answer):
    return answer.content.decode()


def once_in(html):
    return re.search(r'name="once" value="([^"]+)"', html)[1]
