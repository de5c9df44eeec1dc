"""The pages of consents ask the database as much for many as for one."""

import pytest

from tests.consents import said
from tests.house.test_queries_of_pages import MOST, questions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("mira", "consents/"),
        ("lena", "consents/network/{network}/"),
        ("lena", "consents/network/{network}/told/"),
        ("mira", "consents/network/{network}/told/"),
        ("lena", "consents/network/{network}/people/{mira}/tell/"),
    ],
)
def test_as_much_for_thirty_as_for_one(cast, browser_of, who, path):
    address = "/riverside/" + path.format(network=cast.network.pk, mira=cast.mira.pk)
    said.terms(cast.riverside, cast.noor.person)
    said.study(cast.riverside, cast.noor.person)
    browser = browser_of(who)

    def one_more():
        row = said.consent(cast.network, cast.mira)
        said.word(row, what="changed", how="telephone", matters=["when"], by=cast.lena.person)
        said.told(cast.network, cast.mira, cast.lena.person, consent=row)

    one_more()
    for_one = questions(browser, address)
    assert for_one is not None
    for _ in range(29):
        one_more()
    for_many = questions(browser, address)
    assert len(for_many) == len(for_one) <= MOST, "\n".join(for_many)
