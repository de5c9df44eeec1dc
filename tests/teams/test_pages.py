"""The team's pages, from the side of those who may and of those who may not."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests import make
from tests.teams.test_tasks import ics

from withness.teams import models

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
