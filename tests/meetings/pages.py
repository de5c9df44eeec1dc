"""Addresses and forms of meetings, for the stories about pages."""

import re
from uuid import uuid4

from tests.meetings.arranged import workday
from withness.meetings.models import Invitation
from withness.people.rules import Purpose

NAUGHTY = "<script>alert(1)</script> \u202eevil\u202c Ω≈ç 👩‍👩‍👧 طارق O'Brien \"&amp;"


def arranging(cast, network=None):
    return f"/riverside/meetings/arrange/{(network or cast.network).pk}/"


def page_of(meeting_id, more=""):
    return f"/riverside/meetings/{meeting_id}/{more}"


def invitation(cast, name, meeting=None):
    return Invitation.objects.get(meeting=meeting or cast.next, person=cast.person(name))


def invited(cast, browser_of, name, meeting=None):
    own = invitation(cast, name, meeting)
    return browser_of(
        name, Purpose.INVITATION, own.pk
    ), f"/riverside/meetings/invitations/{own.pk}/"


def typed(cast, **changes):
    day = workday()
    return {
        "day": f"{day:%Y-%m-%d}",
        "at": f"{day:%H:%M}",
        "minutes": "90",
        "where": "home",
        "people": [str(cast.mira.pk), str(cast.jonas.pk)],
        "practitioners": [str(cast.lena.pk), str(cast.sol.pk)],
        "once": str(uuid4()),
        **changes,
    }


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())
