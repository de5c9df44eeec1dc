"""Many people, long names, long lists: no page costs more queries for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make

HERE = "/riverside/networks/"


def at(network, rest=""):
    return f"{HERE}{network.pk}/{rest}"


def of(person, rest=""):
    return f"people/{person.pk}/{rest}"


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    text = answer.content.decode()
    assert text.count("<h1") == 1
    assert "style=" not in text
    return text


def test_forty_people_and_long_names_fit_and_cost_no_more(cast, browser_of):
    lena = browser_of("lena")
    counts = []
    for _ in range(2):
        page(lena, at(cast.network))  # the trail and the session have been written
        with CaptureQueriesContext(connection) as made:
            page(lena, at(cast.network))
        counts.append(len(made))
        for number in range(40):
            long = "Wilhelmina-Konstantinopolitanische" * 5
            make.joins(cast.network, make.person(cast.riverside, f"{long}{number}"), how=long * 3)
    assert counts[0] == counts[1] <= 15
    assert len(page(lena, at(cast.network)).encode()) < 100_000


def test_the_list_makes_the_same_queries_for_one_and_three_hundred(cast, browser_of):
    lena = browser_of("lena")
    counts = []
    for more in (0, 299):
        for number in range(more):
            make.network(
                cast.team,
                make.person(cast.riverside, f"C{number}"),
                practitioners=[cast.lena, cast.sol],
            )
        with CaptureQueriesContext(connection) as made:
            page(lena, HERE)
        counts.append(len(made))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣", "9" * 30, "2"])
def test_pages_of_the_waiting_list_take_any_number(cast, browser_of, number):
    assert "<h1" in page(browser_of("ines"), f"{HERE}waiting/?page={number}")
