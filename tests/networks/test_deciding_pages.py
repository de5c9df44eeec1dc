"""The pages for what is hard: calm, without JavaScript, and closed to everybody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.records.together import in_english
from withness.meetings import models as meetings
from withness.meetings.rules.states import Answer
from withness.networks import models
from withness.service.actions import law

TODAY = timezone.now().date()


@pytest.fixture
def hard(cast):
    return f"/riverside/networks/{cast.network.pk}/hard/"


def text(answer):
    assert answer.status_code in (200, 422), answer.status_code
    return answer.content.decode()


def test_mira_names_her_mother_who_answers_for_her_marked_so(cast, browser_of, hard):
    mira, edda, jonas = browser_of("mira"), browser_of("edda"), browser_of("jonas")
    assert "Nothing is written down here." in text(mira.get(hard))
    page = f"/riverside/networks/{cast.network.pk}/people/{cast.mira.pk}/speaks/"
    assert "As what?" not in text(mira.get(page))
    until = TODAY + timedelta(days=40)
    typed = {"speaker": str(cast.edda.pk), "scopes": ["arranging"], "until": until.isoformat()}
    refused = mira.post(page, typed | {"until": (until + timedelta(days=800)).isoformat()})
    assert "at most two years ahead" in text(refused)
    assert mira.post(page, typed).status_code == 302
    mark = "Edda, for Mira, named by themselves, until"
    assert mark in text(mira.get(hard))
    assert mark not in text(jonas.get(hard))
    asked = meetings.Invitation.objects.get(meeting=cast.next, person=cast.mira)
    own = f"/riverside/meetings/invitations/{asked.pk}/for/"
    assert own in edda.get(f"/riverside/meetings/{cast.next.pk}/").content.decode()
    for other in (jonas, browser_of("tarek"), browser_of("noor"), mira):
        assert other.get(own).status_code == 404
        assert other.post(own, {"answer": "coming"}).status_code == 404
    assert edda.get(own).status_code == 200
    assert edda.post(own, {"answer": Answer.NOT_NOW}).status_code == 302
    assert mark in text(jonas.get(f"/riverside/meetings/{cast.next.pk}/"))
    assert "Answered by Edda, for Mira" in text(
        mira.get(f"/riverside/meetings/invitations/{asked.pk}/")
    )
    proxy = models.Proxy.objects.get()
    assert mira.post(f"/riverside/networks/speaks/{proxy.pk}/end/").status_code == 302
    assert edda.get(own).status_code == 404
    assert "Who spoke for somebody before" in text(in_english(edda).get(hard))


def test_practitioners_are_offered_only_what_the_law_knows(cast, browser_of):
    lena = browser_of("lena")
    page = f"/riverside/networks/{cast.network.pk}/people/{cast.jonas.pk}/speaks/"
    assert "power of attorney" not in text(lena.get(page))
    law.write(service_id=cast.riverside.pk, jurisdiction="england")
    shown = text(lena.get(page))
    assert "power of attorney" in shown
    assert "parental responsibility" not in shown
    assert "Their nominated person" not in shown
    young = f"/riverside/networks/{cast.network.pk}/people/{cast.jonas.pk}/young/"
    typed = {"month": "3", "year": str(TODAY.year + 1)}
    assert lena.post(young, typed).status_code == 302
    assert "parental responsibility" in text(lena.get(page))
    row = models.Young.objects.get()
    assert (row.until_on.month, row.until_on.day) == (3, 1)
    jonas = browser_of("jonas")
    alone = f"/riverside/networks/young/{row.pk}/"
    assert jonas.post(alone, {"alone": ["sharing"]}).status_code == 302
    row.refresh_from_db()
    assert (row.decides_sharing, row.decides_arranging) == (True, False)
    assert browser_of("edda").get(alone).status_code == 404
    assert jonas.post(alone, {"deed": "end"}).status_code == 302
    row.refresh_from_db()
    assert row.ended_at


def test_a_month_that_is_over_is_refused_kindly(cast, browser_of):
    young = f"/riverside/networks/{cast.network.pk}/people/{cast.jonas.pk}/young/"
    for year in (TODAY.year - 1, TODAY.year + 40):
        answer = browser_of("lena").post(young, {"month": "1", "year": str(year)})
        assert "still to come" in text(answer)


def test_somebody_dangerous_is_removed_on_one_page_and_the_person_decides_the_rest(
    cast, browser_of, hard
):
    lena, mira, edda = browser_of("lena"), browser_of("mira"), browser_of("edda")
    page = f"/riverside/meetings/of/{cast.network.pk}/{cast.jonas.pk}/danger/"
    assert "Write why" in text(lena.post(page, {"reason": ""}))
    assert "Why?" not in text(mira.get(page))
    assert lena.post(page, {"reason": "He followed her home."}).status_code == 302
    row = models.Removal.objects.get()
    own = f"/riverside/networks/removed/{row.pk}/"
    assert "He followed her home." in text(mira.get(own))
    assert edda.get(own).status_code == 404
    assert own not in text(in_english(edda).get(hard))
    assert lena.post(own, {"deed": "open"}).status_code == 404
    assert mira.post(own, {"deed": "open"}).status_code == 302
    assert "He followed her home." in text(edda.get(own))
    assert "May they come back?" not in text(edda.get(own))
    assert lena.post(own, {}).status_code == 422  # how they said it was not chosen
    row.refresh_from_db()
    assert row.back_at is None
    assert mira.post(own, {}).status_code == 302
    row.refresh_from_db()
    assert row.back_how == "themselves"


def test_a_death_is_written_down_gently_and_put_right_if_it_was_a_mistake(cast, browser_of, hard):
    lena, edda = browser_of("lena"), browser_of("edda")
    page = f"/riverside/meetings/of/{cast.network.pk}/{cast.mira.pk}/died/"
    assert "Tell people yourselves, by voice." in text(lena.get(page))
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert "today or an earlier day" in text(lena.post(page, {"on": tomorrow, "rests": "rest"}))
    assert lena.post(page, {"on": TODAY.isoformat(), "rests": "last"}).status_code == 302
    shown = text(in_english(edda).get(f"/riverside/networks/{cast.network.pk}/"))
    assert "You can sit together once more" in shown
    assert "Nobody can change it." in text(in_english(edda).get(hard))
    assert browser_of("hale").get(hard).status_code == 404
    death = models.Death.objects.get()
    undo = f"/riverside/meetings/deaths/{death.pk}/undo/"
    assert edda.post(undo).status_code == 404
    assert lena.post(undo).status_code == 302
    assert "sit together once more" not in text(edda.get(f"/riverside/networks/{cast.network.pk}/"))


@pytest.mark.parametrize(
    "name", [None, "edda", "hale", "ruben", "pavel", "ines", "noor", "wilhelm"]
)
def test_nobody_else_finds_any_of_these_doors(cast, browser_of, name):
    browser, network = browser_of(name), cast.network.pk
    for path in (
        f"networks/{network}/people/{cast.jonas.pk}/speaks/",
        f"networks/{network}/people/{cast.jonas.pk}/young/",
        f"meetings/of/{network}/{cast.jonas.pk}/danger/",
        f"meetings/of/{network}/{cast.jonas.pk}/died/",
        f"meetings/of/{network}/{cast.mira.pk}/died/",
    ):
        assert browser.get(f"/riverside/{path}").status_code == 404, path
        assert browser.post(f"/riverside/{path}", {"reason": "x"}).status_code == 404, path
