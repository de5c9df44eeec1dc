"""Pages for those who have a duty: people come and go, places, settings, numbers and words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import make

from withness.people import models as people
from withness.service import models as services
from withness.service import queries as service_queries
from withness.teams import models
from withness.values.rules.viewer import Way

T = "/riverside/teams"
ARABIC = "وِلهِلمينا"


def words(answer):
    return answer.content.decode()


def test_somebody_is_added_and_leaves(cast, browser_of):
    browser = browser_of("noor")
    told = {
        "name": ARABIC, "email": "asta@example.org", "team": str(cast.team.pk), "is_peer": "on",
        "languages": ["en"], "more_languages": ["ar"], "began_on": "2026-01-01", "day_0": "9-12:30",
    }  # fmt: skip
    assert browser.post(f"{T}/practitioners/new/", told).status_code == 302
    again = browser.post(f"{T}/practitioners/new/", told)
    assert again.status_code == 422
    assert "signs in with this address already" in words(again)
    post = models.Practitioner.objects.get(person__account__email="asta@example.org")
    assert (post.person.name, post.languages) == (ARABIC, ["en", "ar"])
    where = f"{T}/practitioners/{post.pk}/"
    assert browser.post(f"{where}rota/give/").status_code == 302
    change = {"team": str(cast.team.pk), "is_peer": "on", "languages": ["en"]}
    assert browser.post(where, change | {"last_day": "2025-01-01"}).status_code == 422
    yesterday = (timezone.now() - timedelta(days=1)).date().isoformat()
    assert browser.post(where, change | {"last_day": yesterday}).status_code == 302
    assert ARABIC not in words(browser.get(f"{T}/"))


def test_the_last_keeper_is_told_to_hand_the_duty_on(cast, browser_of):
    browser = browser_of("noor")
    where = f"{T}/practitioners/{cast.noor.pk}/settings/end/"
    assert browser.post(where).status_code == 302
    assert "Please give it to a colleague first" in words(browser.get(f"{T}/"))
    assert models.Holding.objects.filter(duty="settings", until_at=None).count() == 1


def test_places_are_kept_by_the_settings_duty(cast, browser_of):
    browser = browser_of("noor")
    where = f"{T}/places/of/{cast.team.pk}/new/"
    assert browser.post(where, {"name": "Garden room"}).status_code == 302
    telling = {"name": "Psychiatric ward", "may_be_named": "on"}
    answer = browser.post(where, telling)
    assert answer.status_code == 422, "promise 20: it would leave the house"
    (place,) = models.Place.objects.all()
    assert browser_of("lena").post(f"{T}/places/{place.pk}/close/").status_code == 404
    assert browser.post(f"{T}/places/{place.pk}/close/").status_code == 302
    assert "Garden room" not in words(browser.get(f"{T}/places/"))


def settings_form(**more):
    return {
        "name": "Riverside", "sender_name": "Riverside", "languages": ["en", "it"],
        "zone": "Europe/Rome", "promise_hours": "24", "warn_hours": "2 6;30", "link_days": "90",
        "travel_minutes": "0",
    } | more  # fmt: skip


def test_settings_are_kept(cast, browser_of):
    assert browser_of("noor").post(f"{T}/settings/service/", settings_form()).status_code == 302
    row = services.Service.objects.get(pk=cast.riverside.pk)
    assert (row.languages, row.zone, row.warn_hours) == (["en", "it"], "Europe/Rome", [6, 2])
    assert (row.link_days, row.travel_minutes) == (90, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender_name": "Riverside Psychiatry"},
        {"promise_hours": "0"},
        {"promise_hours": "soon"},
        {"warn_hours": "two"},
        {"warn_hours": "-3"},
        {"languages": []},
        {"languages": ["tlh"]},
        {"zone": "Mars/Base"},
        {"link_days": "99999999999999999999"},
        {"name": "x" * 300},
    ],
)
def test_bad_settings_change_nothing(cast, browser_of, wrong):
    answer = browser_of("noor").post(f"{T}/settings/service/", settings_form(**wrong))
    assert answer.status_code == 422
    assert services.Service.objects.get(pk=cast.riverside.pk).link_days == 180


def test_numbers_are_replaced_in_their_order(cast, browser_of):
    told = {"emergency": "112", "emergency_when": "In danger", "own": "+39 0432 123456"}
    assert browser_of("noor").post(f"{T}/settings/numbers/", told).status_code == 302
    found = [(one.label, one.number, one.kind.value) for one in service_queries.numbers()]
    assert found == [
        ("In danger", "112", "emergency"),
        ("Your own telephone", "+39 0432 123456", "service"),
    ]
    answer = browser_of("noor").post(f"{T}/settings/numbers/", {"emergency": "call us"})
    assert answer.status_code == 422
    assert len(service_queries.numbers()) == 2


def test_the_page_about_a_meeting_is_open_to_anybody(cast, browser_of):
    happens = "/riverside/days/what-happens/"
    assert "happens in a network meeting" in words(browser_of(None).get(happens))
    told = {"what_happens": "Ours:\n\n<b>tea</b> first."}
    assert browser_of("noor").post(f"{T}/settings/meeting/", told).status_code == 302
    for name in (None, "jonas", "lena"):
        page = words(browser_of(name).get(happens))
        assert "&lt;b&gt;tea&lt;/b&gt; first." in page


def test_own_words_are_kept_for_one_language(cast, browser_of):
    answer = browser_of("noor").post(f"{T}/settings/words/de/", {"term_1": "Treffen im Kreis"})
    assert answer.status_code == 302
    assert service_queries.terms("de") == {"network meeting": "Treffen im Kreis"}
    assert service_queries.terms("en") == {}
    assert browser_of("noor").get(f"{T}/settings/words/xx/").status_code == 404
    browser_of("noor").post(f"{T}/settings/words/de/", {"term_1": ""})
    assert service_queries.terms("de") == {}


def test_a_link_does_not_open_what_a_practitioner_would_see(cast, browser_of):
    viewer = make.viewer(cast.noor.person, way=Way.LINK)
    assert (viewer.practitioner_id, viewer.duties) == (None, frozenset())


def test_who_left_is_nobody_even_with_an_old_session(cast, browser_of):
    browser = browser_of("lena")
    models.Practitioner.objects.filter(pk=cast.lena.pk).update(left_on=timezone.now().date())
    assert browser.get(f"{T}/own/").status_code == 404
    assert browser.get("/riverside/people/own/").status_code == 404
    assert people.Account.objects.filter(email="lena@example.org").exists()
