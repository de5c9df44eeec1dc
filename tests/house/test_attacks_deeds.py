"""Every deed, sent by hand: most have a button that nobody is shown in a scene, and all take a body."""

import re
from pathlib import Path

import pytest
from django import forms

import withness
from tests import make
from tests.house import doors, typed
from tests.house.forbidden import at
from tests.house.riches import of_hillside, riches
from tests.house.test_attacks_bodies import NOT_OURS, ODD, SIGNS, sent

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
KINDS = ("inside", "duties", "member", "centre", "outside", "nobody")
SOURCE = Path(withness.__file__).parent
READ = re.compile(r'POST(?:\.get|\.getlist)?[(\[]\s*"(\w+)"|posted_id\(request, "(\w+)"\)')


def names_read() -> list[str]:
    """Every name that a view or a form of ours reads out of a body."""
    doors.inside()  # every view is there, and every form with it
    texts = [path.read_text() for path in SOURCE.rglob("*.py")]
    found = {one for text in texts for pair in READ.findall(text) for one in pair if one}
    for form in _descendants(forms.BaseForm):
        found |= set(form.base_fields) if form.__module__.startswith("withness.") else set()
    return sorted(found)


def _descendants(kind):
    for one in kind.__subclasses__():
        if hasattr(one, "base_fields"):
            yield one
        yield from _descendants(one)


def test_no_deed_takes_an_id_of_another_service_or_breaks_by_odd_letters(cast):
    """Each deed is sent everything that any view reads, by everybody: foreign ids, and letters."""
    scene = doors.scene(cast)
    scene.objects |= riches(cast)
    there = [cast.mira, cast.jonas, cast.lena, cast.sol]
    now = make.meeting(cast.network, invited=there, came=there, state="under_way", step="closing")
    foreign, names, wrong, tried = of_hillside(cast), names_read(), [], set()
    assert {"which", "person", "meeting", "answer", "matters", "words"} <= set(names)
    ids = ("person_id", "line_id", "meeting_id", "practitioner_id", "consent_id")
    bodies = [dict.fromkeys(names, str(foreign[one])) for one in ids]
    bodies += [dict.fromkeys(names, odd) for odd in ODD[:2]]
    for name, (pattern, arguments) in doors.inside().items():
        objects = scene.objects | ({"meeting_id": now.pk} if "meeting_id" in arguments else {})
        path = at(pattern, arguments, objects)
        if name in SIGNS or any(end in path for end in NOT_OURS):
            continue
        for kind in KINDS:
            client = scene.clients[kind]
            client.raise_request_exception = False
            if sent(client, typed.Form(path), {})[0].status_code == 405:
                break
            tried.add(name)
            for body in bodies:
                answer, _written, mixed = sent(client, typed.Form(path), body)
                if answer.status_code >= 500 or mixed:
                    wrong.append((name, kind, answer.status_code, mixed))
    assert wrong == []
    deeds = {"records:about_show", "records:held_open", "consents:confirm_demand", "networks:yes"}
    assert deeds <= tried
