"""The page about the law of the place: everybody reads it, one duty writes what follows."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from withness.service.actions import law as actions
from withness.service.queries import law
from withness.service.rules.law import Rule

TODAY = timezone.now().date()


@pytest.fixture
def england(cast):
    actions.write(service_id=cast.riverside.pk, jurisdiction="england")


def test_a_service_without_facts_says_so_and_offers_them_to_the_duty_alone(cast, browser_of):
    for name in (None, "mira", "lena"):
        page = browser_of(name).get("/riverside/teams/law/").content.decode()
        assert "Nothing is written down yet" in page
        assert "law/bring/" not in page
    noor = browser_of("noor")
    assert "law/bring/" in noor.get("/riverside/teams/law/").content.decode()
    assert noor.post("/riverside/teams/law/bring/").status_code == 302
    assert law.days(Rule.KEEP_RECORD, TODAY) == 7305


def test_everybody_reads_it_with_its_sources(cast, england, browser_of):
    page = browser_of(None).get("/riverside/teams/law/").content.decode()
    assert "20 years" in page
    assert "To be checked against the primary source." in page
    assert "Nobody here has looked at it yet." in page
    assert "legislation.gov.uk/ukpga/2005/9" in page
    assert 'href="http' not in page
    assert "I looked" not in page


def test_the_duty_looks_at_a_fact_and_writes_what_follows(cast, england, browser_of):
    noor = browser_of("noor")
    fact = next(
        one
        for one in law.history(cast.viewer("noor"), TODAY).now
        if one.given.rule == Rule.KEEP_RECORD
    )
    assert noor.post(f"/riverside/teams/law/{fact.id}/seen/").status_code == 302
    assert law.by_id(cast.viewer("noor"), fact.id, TODAY).reviewed_on == TODAY
    later = date(TODAY.year + 1, 1, 1)
    typed = {"number": "25", "kind": "years", "since": later.isoformat(), "source": "A new code."}
    address = f"/riverside/teams/law/{fact.id}/"
    assert noor.post(address, typed).status_code == 302
    assert law.days(Rule.KEEP_RECORD, later) == 9132
    assert law.days(Rule.KEEP_RECORD, TODAY) == 7305
    assert "What begins later" in noor.get("/riverside/teams/law/").content.decode()
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    answer = noor.post(address, typed | {"since": yesterday})
    assert answer.status_code == 422
    assert "What held before stays as it is." in answer.content.decode()


def test_every_fact_can_be_followed(cast, england, browser_of):
    noor = browser_of("noor")
    for fact in law.history(cast.viewer("noor"), TODAY).now:
        assert noor.get(f"/riverside/teams/law/{fact.id}/").status_code == 200


@pytest.mark.parametrize("name", [None, "mira", "lena", "wilhelm"])
def test_nobody_else_writes_anything(cast, england, browser_of, name):
    browser = browser_of(name)
    fact = law.history(cast.viewer("noor"), TODAY).now[0]
    for path in ("bring/", f"{fact.id}/", f"{fact.id}/seen/"):
        assert browser.post(f"/riverside/teams/law/{path}").status_code == 404
    assert law.by_id(cast.viewer("noor"), fact.id, TODAY).reviewed_on is None
