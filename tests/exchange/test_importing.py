"""Networks come in from a file: all of them or none, and once."""

import pytest

from tests.exchange.files import HILL, LOCK, MILL, brought, file
from withness.access.rules import NotAllowed
from withness.exchange import models
from withness.exchange.actions import importing
from withness.exchange.queries import importing as queries
from withness.exchange.rules import networks as rules
from withness.networks.models import Membership, Network, WithoutPeer
from withness.people.models import Person, Reach
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db


def counts():
    return (
        Network.objects.count(),
        Membership.objects.count(),
        Person.objects.count(),
        Reach.objects.count(),
    )


def test_a_file_becomes_networks_with_their_people(cast):
    before = Network.objects.count()
    arrival = brought(cast, HILL, MILL, LOCK)
    assert importing.bring_in(arrival_id=arrival, said=True, by=cast.viewer("lena")) == 3
    assert Network.objects.count() == before + 3
    canal = next(row for row in Network.objects.all() if row.name == "The Canal network")
    assert (canal.centre.name, canal.language, canal.state) == ("Anouk", "de", "meeting")
    assert canal.patient_number == "NHS 123"
    places = Membership.objects.filter(network=canal).select_related("person")
    assert {(one.person.name, one.belonging, one.how, one.agreed_how) for one in places} == {
        ("Anouk", "centre", None, "room"),
        ("Piet", "member", "my brother", "room"),
        ("Dr Vos", "agency", "my doctor", "room"),
        ("Lena", "practitioner", None, "room"),
        ("Sol", "practitioner", None, "room"),
    }
    assert {one.value for one in Reach.objects.filter(person=canal.centre)} == {
        "anouk@example.net",
        "07700900123",
    }


def test_promise_9_the_file_answers_the_question_of_a_missing_peer_or_leaves_it_open(cast):
    arrival = brought(
        cast, HILL, MILL, LOCK, LOCK.replace("Lock", "Weir").replace("no peer had time", "network")
    )
    importing.bring_in(arrival_id=arrival, said=True, by=cast.viewer("lena"))
    answers = {
        row.network.name: (row.whose, row.reason, row.said_by.name)
        for row in WithoutPeer.objects.select_related("network", "said_by")
    }
    assert answers == {
        "The Lock network": ("staff", "no peer had time", "Lena"),
        "The Weir network": ("network", None, "Lena"),
    }


def test_sent_twice_comes_in_once(cast):
    arrival = brought(cast, HILL, MILL)
    importing.bring_in(arrival_id=arrival, said=True, by=cast.viewer("lena"))
    after = counts()
    assert importing.bring_in(arrival_id=arrival, said=True, by=cast.viewer("lena")) == 2
    assert counts() == after, "the same yes twice"
    again = brought(cast, HILL, MILL, LOCK, by="pavel")
    plan = queries.arrival(cast.viewer("pavel"), again).plan
    assert [one.row.network for one in plan.new] == ["The Lock network"]
    assert len(plan.here) == 2
    assert importing.bring_in(arrival_id=again, said=True, by=cast.viewer("pavel")) == 1
    assert models.Arrived.objects.count() == 3


def test_nothing_is_half_imported(cast):
    before = counts()
    arrival = brought(cast, HILL, "The Ferry network;Bram;;;fr;;;nobody@example.org;;", HILL)
    plan = queries.arrival(cast.viewer("lena"), arrival).plan
    assert {(one.number, one.column, one.code) for one in plan.faults} == {
        (3, "practitioners", "works_here_not"),
        (3, "language", "unknown_language"),
        (4, "network", "twice"),
    }
    with pytest.raises(rules.HasFaults):
        importing.bring_in(arrival_id=arrival, said=True, by=cast.viewer("lena"))
    assert counts() == before


def test_promise_5_nobody_comes_in_against_the_word_of_the_person(cast):
    arrival = brought(cast, HILL)
    with pytest.raises(rules.NobodySaid):
        importing.bring_in(arrival_id=arrival, said=False, by=cast.viewer("lena"))


@pytest.mark.parametrize("name", ["mira", "jonas", "hale", "ottilie"])
def test_only_those_who_work_here_bring_a_file(cast, name):
    with pytest.raises(NotAllowed):
        importing.take_in(data=file(HILL), by=cast.viewer(name))


@pytest.mark.parametrize("name", ["sol", "noor", "mira", "wilhelm"])
def test_a_file_is_seen_by_whoever_brought_it_alone(cast, name):
    arrival = brought(cast, HILL)
    with pytest.raises(NotAllowed):
        queries.arrival(cast.viewer(name), arrival)
    with pytest.raises(NotAllowed):
        importing.bring_in(arrival_id=arrival, said=True, by=cast.viewer(name))


def test_the_text_lies_sealed_and_goes_when_it_was_brought_in(cast):
    arrival = brought(cast, HILL)
    sealed = models.Arrival.objects.values_list("text", flat=True).get(pk=arrival)
    assert b"Anouk" not in bytes(sealed)
    importing.bring_in(arrival_id=arrival, said=True, by=cast.viewer("lena"))
    row = models.Arrival.objects.get(pk=arrival)
    assert (row.text, row.networks, row.done_at is not None) == (None, 1, True)
    deeds = set(Entry.objects.values_list("deed", flat=True))
    assert {"exchange.import", "exchange.finish_import", "networks.form"} <= deeds


def test_a_name_stays_as_somebody_writes_it(cast):
    for name in ("طارق بن زياد", "👩‍👩‍👧", "=1+1", "Ro\u200bbert\u202e", "<script>", "O'Hara"):
        arrival = brought(cast, f"net {name};{name};;;;;;lena@example.org;;")
        importing.bring_in(arrival_id=arrival, said=True, by=cast.viewer("lena"))
        assert Person.objects.order_by("-made_at", "-id").first().name == name


def test_a_row_whose_cells_went_astray_says_only_that(cast):
    arrival = brought(
        cast, "The Ferry network;Bram;;;;Jo = my friend; Al = another;;pavel@example.org;;"
    )
    plan = queries.arrival(cast.viewer("lena"), arrival).plan
    assert [(one.number, one.code) for one in plan.faults] == [(2, "cells_astray")]
