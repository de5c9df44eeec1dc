"""Several people write in one meeting at the same moment."""

import threading
from uuid import uuid4

from django.db import DatabaseError, connection
from django_scopes import scope

from tests.records.together import says, under_way
from withness.access.rules import NotAllowed
from withness.meetings.queries import events
from withness.records.queries import record


def test_two_at_once_leave_no_gap_and_no_double(living_cast):
    meeting, once = under_way(living_cast), uuid4()
    before = events.last(meeting.pk)
    broken = []

    def write(name, number):
        try:
            with scope(service=living_cast.riverside.pk):
                says(living_cast, name, meeting, f"{name} {number}")
                says(living_cast, "sol", meeting, "All of us at once.", once=once)
        except (DatabaseError, NotAllowed) as trouble:
            broken.append(trouble)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=write, args=(n, i))
        for i in range(4)
        for n in ("jonas", "lena", "mira")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    found = events.since(meeting.pk, before)
    assert [event.number for event in found] == list(range(before + 1, before + 14))
    assert len(record.lines_of_meeting(living_cast.viewer("jonas"), meeting.pk)) == 13
