"""Every address stands in the matrix, and everybody gets there what the matrix says."""

import pytest
from django.test import Client

from tests.house import doors, everybody, riches
from tests.house.matrix import MATRIX, OUTSIDE
from withness.exchange import models as exchange
from withness.exchange.rules.networks import COLUMNS

pytestmark = pytest.mark.django_db


def test_every_address_stands_in_the_matrix():
    assert set(doors.inside()) == set(MATRIX)
    assert set(doors.outside()) == set(OUTSIDE)


def test_the_matrix_names_everybody():
    assert {name for name, row in MATRIX.items() if len(row) != len(everybody.KINDS)} == set()


@pytest.fixture
def scene(cast):
    built = doors.scene(cast)
    built.objects |= riches.riches(cast)
    arrival = exchange.Arrival.objects.get(pk=built.objects["arrival_id"])
    arrival.text = ",".join(COLUMNS) + "\n"
    arrival.save()
    built.clients |= everybody.gathered(cast, built)
    return built


def test_everybody_gets_what_the_matrix_says(scene):
    found = {name: doors.knock(scene, name, everybody.KINDS) for name in MATRIX}
    assert {n: (found[n], MATRIX[n]) for n in MATRIX if found[n] != MATRIX[n]} == {}


def test_forbidden_and_absent_are_the_same_byte_for_byte(scene):
    """For reading and for writing: whoever may not look may not post either."""
    absent = Client().get("/riverside/there-is-nothing-here/").content
    differ = []
    for name, row in MATRIX.items():
        path = doors.path_of(*doors.inside()[name], scene.objects)
        for kind, letter in zip(everybody.KINDS, row, strict=True):
            client = scene.clients[kind]
            asked = [client.get(path), client.post(path, {})] if letter == "-" else []
            differ += [
                (name, kind, answer.status_code)
                for answer in asked
                if answer.status_code not in (404, 405)
                or (answer.status_code == 404 and answer.content != absent)
            ]
    assert differ == []


def test_what_takes_post_alone_is_closed_to_strangers(scene):
    let_in = []
    for name, row in MATRIX.items():
        if "p" not in row or name == "web:language":
            continue
        path = doors.path_of(*doors.inside()[name], scene.objects)
        own = name in ("people:end_visits", "people:need", "people:new_link")  # about oneself
        for kind in ("nobody", "elsewhere") if own else ("nobody", "caller", "elsewhere"):
            answer = scene.clients[kind].post(path, {})
            if answer.status_code != 404:
                let_in.append((name, kind, answer.status_code))
    assert let_in == []


def test_addresses_outside_any_service(cast):
    answers = {
        name: doors.LETTERS.get(Client().get("/" + pattern % {"step": "team"}).status_code)
        for name, (pattern, _arguments) in doors.outside().items()
    }
    assert answers == OUTSIDE
