"""Planted words: whoever looks anywhere finds what they may read, and nothing else."""

from collections import defaultdict

import pytest

from tests import make
from tests.house import doors, markers
from tests.house.forbidden import at
from withness.consents.models import Consent
from withness.meetings import models as meetings
from withness.people.rules import Purpose
from withness.records import models as records

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
LEAVING = ("account_logout", "web:close")  # these end the session
PRACTITIONERS = {"lena", "sol", "pavel", "ines", "noor"}
# Whose names each viewer may meet on any page of Riverside.
NETWORK = {"mira", "jonas", "edda", "tarek", "hale", "lena", "sol", "pavel"}  # he broke the glass
FIRST = {"mira", "jonas", "edda", "ruben", "lena", "sol"}  # asked to the first meeting
MAY_MEET = {
    "nobody": set(),
    "caller": {"lena"},  # who holds their promise
    "mira": NETWORK | FIRST,
    "jonas": NETWORK | FIRST,
    "edda": NETWORK | FIRST,
    "tarek": NETWORK | FIRST,
    "ruben": FIRST,
    "hale": {"hale", "mira", "pavel"},
    "lena": NETWORK | FIRST | PRACTITIONERS,
    "sol": NETWORK | FIRST | PRACTITIONERS,
    "pavel": PRACTITIONERS | {"ottilie"},
    "ines": PRACTITIONERS,
    "noor": PRACTITIONERS,  # duties open no names of members (promise 4)
    "wilhelm": set(),
    "ottilie": {"ottilie", "pavel"},
}


@pytest.fixture
def looked(cast):
    """Plant, let everybody look at every address, and return what was planted and what was seen."""
    planted, called = markers.plant(cast), markers.names(cast)
    scene = doors.scene(cast)
    clients = {doors.NAMES.get(kind, kind): client for kind, client in scene.clients.items()}
    for name in ("edda", "tarek", "ottilie"):
        clients[name] = doors._by_link(cast, cast.person(name), Purpose.MEMBER, cast.network.pk)
    there = [cast.mira, cast.jonas, cast.lena, cast.sol]
    now = make.meeting(cast.network, invited=there, came=there, state="under_way")
    left_out = {"left_out_id": meetings.LeftOut.objects.get().pk}
    others = [
        *({"meeting_id": one.pk} for one in (cast.first, cast.next, now)),
        *({"line_id": line} for line in records.Line.objects.values_list("pk", flat=True)),
        *({"person_id": cast.person(name).pk} for name in cast.who),
        *({"consent_id": one} for one in Consent.objects.values_list("pk", flat=True)),
        {"network_id": cast.others.pk},
        *(
            {"invitation_id": one}
            for one in meetings.Invitation.objects.filter(meeting=cast.next).values_list(
                "pk", flat=True
            )
        ),
    ]
    seen = defaultdict(lambda: defaultdict(set))
    for name, (pattern, arguments) in doors.inside().items():
        paths = {at(pattern, arguments, scene.objects | left_out | one) for one in others}
        for path in paths if name not in LEAVING else ():
            for who, client in clients.items():
                told = everything_told(client.get(path))
                for word in (*planted, *called.values()):
                    if word in told or word.lower() in told:
                        seen[who][word].add(name)
    return clients, planted, called, seen


def everything_told(response) -> str:
    """Return the headers and the words of an answer; a stream that goes on is left alone."""
    body = b""
    if not response.streaming:
        body = response.content
    elif not response.is_async:
        body = b"".join(response.streaming_content)
    return body.decode() + str(response.headers)


def test_planted_words_appear_only_to_those_who_may_read_them(looked):
    """Promises 1, 3, 10, 12 and 21: by circle, by yes, by being kept or taken back."""
    clients, planted, called, seen = looked
    leaks = [
        (who, what, seen[who][word])
        for who in clients
        for word, (what, readers) in planted.items()
        if seen[who][word] and who not in readers
    ]
    assert leaks == []
    there = {what for what, readers in planted.values() if readers}
    found = {what for word, (what, _) in planted.items() if any(seen[who][word] for who in clients)}
    assert len(found) > len(there) * 0.8, sorted(there - found)  # the search finds what is there

    back = {word: name for name, word in called.items()}
    met = {who: {back[w] for w in seen[who] if w in back and seen[who][w]} for who in clients}
    strangers = {
        who: sorted(met[who] - MAY_MEET[who]) for who in clients if met[who] - MAY_MEET[who]
    }
    assert strangers == {}
