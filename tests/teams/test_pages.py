"""The team's pages, from the side of those who may and of those who may not."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests import make
from tests.teams.test_tasks import ics

from withness.people import models as people
from withness.service import models as services
from withness.service import queries as service_queries
from withness.teams import models
from withness.values.rules.viewer import Way

T = "/riverside/teams"
FOR_ALL_WHO_WORK_HERE = ("", "own/", "own/hours/", "own/away/", "own/calendars/file/",
                         "own/calendars/address/", "rota/", "places/")  # fmt: skip
FOR_A_DUTY = ("settings/", "settings/service/", "settings/numbers/", "settings/meeting/",
              "settings/words/de/", "practitioners/new/", "places/new-team/")  # fmt: skip
ARABIC = "وِلهِلمينا"
LONG = "Wilhelmina-Konstantinopolitanischedudelsackpfeifenmacherin von und zu Hohenfriedberg-Nord"


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize("page", FOR_ALL_WHO_WORK_HERE)
def test_pages_for_everybody_who_works_here(browser_of, page):
    for name in ("lena", "sol", "noor"):
        assert browser_of(name).get(f"{T}/{page}").status_code == 200
    for name in (None, "jonas", "mira", "hale", "wilhelm"):
        assert browser_of(name).get(f"{T}/{page}").status_code == 404


@pytest.mark.parametrize("page", FOR_A_DUTY)
def test_pages_for_a_duty_are_absent_for_everybody_else(browser_of, page):
    assert browser_of("noor").get(f"{T}/{page}").status_code == 200
    absent = browser_of(None).get(f"{T}/nothing/here/")
    for name in (None, "lena", "sol", "jonas", "wilhelm"):
        answer = browser_of(name).get(f"{T}/{page}")
        assert (answer.status_code, answer.content) == (404, absent.content)


def test_peers_and_others_stand_in_one_style_by_name(cast, browser_of):
    """Promise 4: roles have no rank."""
    page = words(browser_of("lena").get(f"{T}/"))
    places = [page.index(f">{name}<") for name in ("Ines", "Lena", "Noor", "Pavel", "Sol")]
    assert places == sorted(places)
    assert page.count("Peer practitioner") == 2


def test_who_is_on_duty_and_who_is_next(cast, browser_of):
    make.turn(cast.lena)
    make.turn(cast.sol, timezone.now() + timedelta(hours=11), 5)
    page = words(browser_of("pavel").get(f"{T}/"))
    assert "On duty now:" in page
    assert "Next: Sol" in page


def test_long_and_arabic_names_and_three_hundred_people(
    cast, browser_of, django_assert_max_num_queries
):
    for number, name in enumerate([LONG, ARABIC, *(f"Person {n}" for n in range(298))]):
        make.practitioner(cast.team, name, hours="", email=None if number else "long@example.org")
    browser = browser_of("noor")
    with django_assert_max_num_queries(15):
        page = words(browser.get(f"{T}/"))
    assert LONG in page
    assert ARABIC in page
    assert page.count("<strong") >= 305


def test_a_list_of_thirty_asks_as_often_as_a_list_of_one(
    cast, browser_of, django_assert_max_num_queries
):
    browser = browser_of("noor")
    make.turn(cast.lena)
    make.place(cast.team)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        counts = []
        for page in ("", "rota/", "own/", "places/"):
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(f"{T}/{page}").status_code == 200
            counts.append(len(asked))
        return counts

    before = count()
    for n in range(30):
        one = make.practitioner(cast.team, f"Person {n}")
        make.turn(one)
        make.place(cast.team, f"Room {n}")
    assert count() == before
    assert max(before) <= 15


def test_a_service_without_practitioners_has_a_page_that_speaks(cast, browser_of):
    lonely = make.team(cast.riverside, "A new team")
    page = words(browser_of("lena").get(f"{T}/"))
    assert "Nobody works in this team yet." in page
    assert browser_of("lena").get(f"{T}/rota/?team={lonely.pk}").status_code == 200


# ---- own time


def test_hours_with_half_hours_and_nights(cast, browser_of):
    browser = browser_of("lena")
    answer = browser.post(
        f"{T}/own/hours/", {"day_0": "9:30-13", "day_3": "12:30-0", "day_5": "22-6"}
    )
    assert answer.status_code == 302
    rows = models.Hours.objects.filter(practitioner=cast.lena).order_by("weekday")
    assert list(rows.values_list("weekday", "begins", "ends")) == [
        (0, time(9, 30), time(13)),
        (3, time(12, 30), time()),
        (5, time(22), time(6)),
    ]
    assert "23 hours a week" in words(browser.get(f"{T}/own/"))


def test_bad_hours_are_shown_again_and_nothing_changes(cast, browser_of):
    answer = browser_of("lena").post(f"{T}/own/hours/", {"day_0": "nine-ish", "day_1": "9-12"})
    assert answer.status_code == 422
    assert 'value="nine-ish"' in words(answer)
    assert 'value="9-12"' in words(answer)
    assert models.Hours.objects.filter(practitioner=cast.lena).count() == 5


def test_an_absence_and_its_end(cast, browser_of):
    browser = browser_of("lena")
    day = timezone.now().date() + timedelta(days=10)
    told = {"first": day.isoformat(), "last": day.isoformat()}
    for _twice in range(2):
        assert browser.post(f"{T}/own/away/", told).status_code == 302
    (absence,) = models.Absence.objects.all()
    assert browser_of("sol").post(f"{T}/own/away/{absence.pk}/back/").status_code == 404
    assert browser.post(f"{T}/own/away/{absence.pk}/back/").status_code == 302
    assert models.Absence.objects.count() == 0


def test_a_calendar_file_is_read_or_refused_with_the_reason(cast, browser_of):
    browser = browser_of("lena")
    at = timezone.now() + timedelta(days=3)
    file = SimpleUploadedFile("mine.ics", ics(at), "text/calendar")
    assert (
        browser.post(f"{T}/own/calendars/file/", {"name": "Phone", "file": file}).status_code == 302
    )
    assert models.Busy.objects.filter(practitioner=cast.lena).count() == 1
    bad = SimpleUploadedFile("mine.ics", b"PK\x03\x04 zipped", "text/calendar")
    answer = browser.post(f"{T}/own/calendars/file/", {"name": "Phone", "file": bad})
    assert answer.status_code == 422
    assert "packed file" in words(answer)
    empty = SimpleUploadedFile("mine.ics", b"", "text/calendar")
    answer = browser.post(f"{T}/own/calendars/file/", {"name": "Phone", "file": empty})
    assert "This file is empty" in words(answer)
    assert models.Busy.objects.filter(practitioner=cast.lena).count() == 1


def test_a_feed_is_kept_and_never_shown(cast, browser_of):
    browser = browser_of("lena")
    told = {"name": "Work", "address": "https://example.org/secret.ics"}
    assert browser.post(f"{T}/own/calendars/address/", told).status_code == 302
    page = words(browser.get(f"{T}/own/"))
    assert "Work" in page
    assert "secret" not in page
    (calendar,) = models.Calendar.objects.all()
    assert browser_of("sol").post(f"{T}/own/calendars/{calendar.pk}/end/").status_code == 404
    assert browser.post(f"{T}/own/calendars/{calendar.pk}/end/").status_code == 302


# ---- the rota


def turn(cast, **more):
    day = (timezone.now() + timedelta(days=2)).date()
    return {
        "who": str(cast.sol.pk), "day": day.isoformat(), "begins": "09:00", "ends": "17:00",
        "days": "2",
    } | more  # fmt: skip


def test_whoever_keeps_the_rota_puts_people_on_and_takes_them_off(cast, browser_of):
    browser = browser_of("noor")
    assert browser.post(f"{T}/rota/", turn(cast)).status_code == 302
    assert models.Turn.objects.count() == 2
    again = browser.post(f"{T}/rota/", turn(cast))
    assert again.status_code == 422
    assert "on duty at that time already" in words(again)
    one = models.Turn.objects.first()
    assert browser_of("lena").post(f"{T}/rota/{one.pk}/end/").status_code == 404
    assert browser.post(f"{T}/rota/{one.pk}/end/").status_code == 302
    assert models.Turn.objects.count() == 1


def test_the_rota_says_where_nobody_and_where_several_are_on_duty(cast, browser_of):
    make.turn(cast.lena, hours=5)
    make.turn(cast.sol, timezone.now() + timedelta(hours=1), 2)
    page = words(browser_of("lena").get(f"{T}/rota/"))
    assert "Nobody is on duty:" in page
    assert "More than one is on duty:" in page
    assert "Put somebody on duty" not in page


def test_whoever_does_not_keep_the_rota_cannot_change_it(cast, browser_of):
    for name in ("lena", "sol", "wilhelm", "jonas", None):
        assert browser_of(name).post(f"{T}/rota/", turn(cast)).status_code == 404
    assert models.Turn.objects.count() == 0


@pytest.mark.parametrize("asked", ["from=never", "from=9999-99-99", "from=0001-01-01", "from="])
def test_a_bad_day_in_the_address_means_this_week(browser_of, asked):
    assert browser_of("lena").get(f"{T}/rota/?{asked}").status_code == 200


def test_another_service_s_team_and_turn_are_absent(cast, browser_of):
    noor = browser_of("noor")
    assert noor.get(f"{T}/rota/?team={cast.other_team.pk}").status_code == 404
    assert noor.get(f"{T}/practitioners/{cast.wilhelm.pk}/").status_code == 404
    assert noor.get(f"{T}/places/of/{cast.other_team.pk}/new/").status_code == 404
    assert noor.get(f"{T}/places/{uuid4()}/").status_code == 404
    assert noor.post(f"{T}/rota/{uuid4()}/end/").status_code == 404
    assert noor.post(f"{T}/practitioners/{cast.lena.pk}/emperor/give/").status_code == 404
    answer = noor.post(f"{T}/rota/", turn(cast, who=str(cast.wilhelm.pk)))
    assert answer.status_code == 422


# ---- people, places, settings


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
    assert "We sit in a circle." in words(browser_of(None).get(f"{T}/what-happens/"))
    told = {"what_happens": "Ours:\n\n<b>tea</b> first."}
    assert browser_of("noor").post(f"{T}/settings/meeting/", told).status_code == 302
    for name in (None, "jonas", "lena"):
        page = words(browser_of(name).get(f"{T}/what-happens/"))
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
