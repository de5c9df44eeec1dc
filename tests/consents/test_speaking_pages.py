"""The pages of whoever speaks for somebody: reached from their own, marked, without their words."""

import pytest
from django.utils import timezone

from tests.consents import said
from tests.consents.test_speaking import day
from tests.networks.test_speaking import own
from withness.consents import models
from withness.consents.rules.outside import How
from withness.networks import models as networks
from withness.networks.rules.deciding import Scope

pytestmark = pytest.mark.django_db


def test_its_page_is_reached_from_ones_own_and_carries_the_mark(cast, browser_of):
    own(cast, speaker="jonas", scopes=[Scope.SHARING])
    jonas, mira = browser_of("jonas"), browser_of("mira")
    said.consent(
        cast.network, cast.mira, name="The GP", matters=["own_words"], own_words="OwnWordMarker"
    )
    said.consent(cast.network, cast.mira, name="QuietMarker", quiet=True)
    room = f"/riverside/consents/network/{cast.network.pk}/people/{cast.mira.pk}/for/"
    assert "consents/#others" in jonas.get("/riverside/days/mine/").content.decode()
    assert room in jonas.get("/riverside/consents/").content.decode()
    typed = {"kind": "doctor", "name": "Dr Shah", "matters": ["that"], "day": day().isoformat()}
    page = jonas.post(f"{room}give/", typed, follow=True).content.decode()
    assert "Jonas, for Mira, named by themselves, until" in page
    here = [word in page for word in ("Dr Shah", "The GP", "OwnWordMarker", "QuietMarker")]
    assert here == [True, True, False, False]
    assert "Somebody who speaks for you" in mira.get("/riverside/days/mine/").content.decode()
    for client, path in ((mira, ""), (browser_of("lena"), f"network/{cast.network.pk}/")):
        shown = client.get(f"/riverside/consents/{path}").content.decode()
        assert "Jonas, for Mira, named by themselves, until" in shown
    pk = models.Consent.objects.exclude(pk__in=_of_mira()).get().pk
    assert jonas.get(f"/riverside/consents/{pk}/for/").status_code == 200
    wide = {"matters": ["that"], "day": day(300).isoformat()}
    assert jonas.post(f"/riverside/consents/{pk}/for/", wide).status_code == 422
    assert jonas.get(f"/riverside/consents/{pk}/for/again/").status_code == 200
    assert jonas.get(f"/riverside/consents/{pk}/").status_code == 404, "the person's own page"
    assert jonas.get(f"/riverside/consents/{pk}/words/").status_code == 404
    assert jonas.post(f"/riverside/consents/{pk}/for/take-back/").status_code == 302
    assert "Jonas, for Mira" in mira.get(f"/riverside/consents/{pk}/words/").content.decode()
    networks.Proxy.objects.update(ended_at=timezone.now())
    assert jonas.get(room).status_code == 404
    assert jonas.post(f"{room}give/", typed).status_code == 404


def _of_mira():
    return models.Word.objects.exclude(how=How.PROXY).values("consent_id")
