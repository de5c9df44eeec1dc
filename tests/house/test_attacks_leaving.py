"""What leaves the house: messages, calendar files, tables, logs. Nobody is named, nothing is told."""

import csv
import io
import logging
from datetime import timedelta
from uuid import uuid4

import pytest

from tests import make
from tests.house import markers
from tests.meetings.arranged import workday
from withness.contacts.actions import asking
from withness.contacts.rules import said, states
from withness.delivery.models import Message
from withness.exchange.rules import safe
from withness.meetings.actions import arranging
from withness.meetings.rules.peer import Whose
from withness.meetings.rules.states import Where
from withness.service import rules as service_rules
from withness.values.rules.viewer import nobody

pytestmark = pytest.mark.django_db
WORDS = "MarkerOfWhyQ7"


def left() -> dict[str, list[str]]:
    """Return everything that left or waits to, by the id of whoever it is for."""
    found: dict[str, list[str]] = {}
    for one in Message.objects.all():
        found.setdefault(str(one.to_id), []).extend(
            part for part in (one.subject, one.body, one.calendar) if part
        )
    return found


def test_promise_20_no_message_names_another_person_or_says_why(cast):
    called = markers.names(cast)
    where = make.place(cast.team, f"Psychiatric crisis ward {WORDS}", may_be_named=True)
    lena = cast.viewer("lena")
    meeting_id = arranging.arrange(
        network_id=cast.network.pk, wall_start=workday(), minutes=60, where=Where.CLINIC,
        place_id=where.pk, where_words=WORDS, makes_easier=WORDS, interpreter=WORDS,
        person_ids=[cast.person(n).pk for n in ("mira", "jonas", "edda", "tarek", "hale")],
        practitioner_ids=[cast.lena.pk, cast.pavel.pk], by=lena, whose_reason=Whose.STAFF,
        why_no_peer=WORDS, travel_minutes=0,
    )  # fmt: skip
    arranging.move(
        meeting_id=meeting_id, wall_start=workday() + timedelta(hours=2), minutes=60, by=lena,
        travel_minutes=0,
    )  # fmt: skip
    arranging.call_off(meeting_id=meeting_id, by=lena)
    asking.ask(
        words=said.Said(
            name=WORDS, asked_by=states.Caller.SOMEBODY, for_whom=WORDS, hope=WORDS, who=WORDS,
            how_to_reach="ama@example.net", when_and_where=WORDS, language="en", may_write=True,
        ),
        once=uuid4(),
        by=nobody(cast.riverside.pk),
    )  # fmt: skip
    told = left()
    assert sum(len(parts) for parts in told.values()) > 15
    for parts in told.values():
        for part in parts:
            assert WORDS not in part
            assert [name for name in called.values() if name in part] == []
            assert not service_rules.tells_too_much(part.replace("riverside", "")), part
            assert "ATTENDEE" not in part or part.count("ATTENDEE") == 1


def test_no_log_line_knows_a_word_a_name_or_a_link(cast, browser_of, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("withness").setLevel(logging.DEBUG)
    jonas, lena = browser_of("jonas"), browser_of("lena")
    for client in (jonas, lena):
        client.raise_request_exception = False
        client.post(f"/riverside/open/{WORDS}/", {"words": WORDS})
        client.get(f"/riverside/{WORDS}/?{WORDS}={WORDS}", headers={"referer": f"/{WORDS}"})
        client.get("/riverside/contacts/ask/", headers={"host": f"{WORDS}.example"})
        client.post("/riverside/people/own/name/", {"name": WORDS})
        client.post("/riverside/people/own/reach/", {"value": f"{WORDS}@example.net"})
        path = f"/riverside/records/meeting/{cast.first.pk}"
        client.post(f"{path}/write/", {"words": WORDS, "once": uuid4()})
        client.post(f"{path}/agree/", {"words": WORDS * 5_000, "once": uuid4()})
        client.post("/riverside/sign-in/", {"email": f"{WORDS}@example.net"})
        client.post(f"/riverside/contacts/ask/?{WORDS}", {"name": WORDS, "hope": WORDS})
    written = [
        str(vars(record)) for record in caplog.records if record.name != "django.db.backends"
    ]
    written += [*capsys.readouterr()]
    assert [line for line in written if WORDS in line] == []


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", "\t=", "\r=", " =", "\u200b=", "\ufeff=", "＝", "|", "%", "\n="]
)
def test_no_cell_that_leaves_is_a_formula(begins):
    text = f"{begins}cmd|' /C calc'!A0"
    (row,) = csv.reader(io.StringIO(safe.written([[text]]), newline=""))
    assert row[0].startswith("'")
