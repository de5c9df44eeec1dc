"""Many askings from one place: the telephones are shown, and nothing typed is lost."""

import pytest
from django.core.cache import cache

from tests.contacts.asked import ASK, form, page
from withness.contacts.rules import flood

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_before(db):
    cache.clear()


def test_too_many_from_one_place_are_shown_the_telephones_and_lose_nothing(cast, browser_of):
    browser = browser_of(None)
    for _ in range(flood.FROM_ONE_PLACE):
        assert browser.post(ASK, form(), REMOTE_ADDR="203.0.113.7").status_code == 302
    answer = browser.post(ASK, form(hope="Come soon."), REMOTE_ADDR="203.0.113.7")
    assert answer.status_code == 429
    assert "Come soon." in page(answer)
    assert 'href="tel:999"' in page(answer)
    assert browser.post(ASK, form(), REMOTE_ADDR="203.0.113.8").status_code == 302
