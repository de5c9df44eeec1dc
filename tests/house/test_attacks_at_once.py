"""Two at once, and the same thing sent twice: one holder, one row, no page that breaks."""

import threading
from functools import partial
from uuid import uuid4

from django.db import connection
from django.test import Client
from django_scopes import scopes_disabled

from tests import coming_in, make
from withness.contacts.models import Contact, Holding
from withness.records.models import Agreement, Line, OpenQuestion


def at_once(*deeds):
    """Do these at the same moment, each in a thread; return what each answered."""
    barrier, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number, deed):
        barrier.wait()
        try:
            answers[number] = deed()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, deed)) for n, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [answer.status_code for answer in answers]


def worker(practitioner):
    """Return a client in which a practitioner signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(practitioner.person.account)
    return client


def member(cast, name):
    """Return a client that came in by a link."""
    person = cast.person(name)
    return coming_in.client_of(person, opens_id=cast.network.pk, raise_request_exception=False)


def test_promise_8_two_who_take_one_promise_at_once_leave_one_holder(living_cast):
    cast = living_cast
    caller = make.person(cast.riverside, "Ama")
    contact = make.contact(cast.team, caller, cast.lena)
    held = Holding.objects.get(contact=contact).pk
    path = f"/riverside/contacts/{contact.pk}/take/"
    takers = [worker(one) for one in (cast.sol, cast.pavel, cast.ines)]
    said = at_once(*(partial(one.post, path, {"holding": held}) for one in takers))
    assert said == [302, 302, 302]
    assert Holding.objects.filter(contact=contact, until_at=None).count() == 1
    assert Holding.objects.filter(contact=contact).count() == 2


def test_what_is_sent_twice_at_the_same_moment_is_written_once(living_cast):
    cast = living_cast
    there = [cast.mira, cast.jonas, cast.lena, cast.sol]
    now = make.meeting(cast.network, invited=there, came=there, state="under_way")
    jonas, nobody = member(cast, "jonas"), Client(raise_request_exception=False)
    record = f"/riverside/records/meeting/{now.pk}"
    for client, path, body in (
        (jonas, f"{record}/write/", {"words": "Once."}),
        (jonas, f"{record}/agree/", {"words": "Once."}),
        (jonas, f"{record}/open/", {"words": "Once?"}),
        (nobody, "/riverside/contacts/ask/", {
            "name": "Ama", "how_to_reach": "07700900123", "asked_by": "self", "language": "en",
            "may_write": "yes",
        }),
    ):  # fmt: skip
        sent = body | {"once": str(uuid4())}
        said = at_once(*[partial(client.post, path, sent)] * 3)
        assert all(status < 500 for status in said), (path, said)
    with scopes_disabled():
        rows = (Line, Agreement, OpenQuestion)
        assert [row.objects.filter(meeting=now).count() for row in rows] == [1, 1, 1]
        assert Contact.objects.count() <= 1
