"""Devices on which one's page is open: seen, ended one by one or all, borrowed, and left for good."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests import coming_in

from withness.people import models, rules
from withness.people.actions import links
from withness.people.queries import entry

pytestmark = pytest.mark.django_db
MINE, DOOR = "/riverside/days/mine/", "/riverside/people/own/door/"


@pytest.fixture(autouse=True)
def _no_tries_yet(db):
    cache.clear()


def opened(cast, agent="", *, borrowed=False, name="jonas"):
    """Open somebody's link on a device and prove it by every step."""
    person, client = cast.person(name), Client(headers={"user-agent": agent})
    token = links.make(
        service_id=person.service_id, person_id=person.pk, purpose=rules.Purpose.MEMBER,
        opens_id=cast.network.pk, days=30,
    )  # fmt: skip
    client.post(f"/riverside/open/{token}/")
    typed = {"typed": coming_in.digits_for(person)} | ({"borrowed": "on"} if borrowed else {})
    assert client.post("/riverside/proof/", typed)["Location"] == MINE
    return client


def test_one_sees_where_ones_page_is_open_and_ends_each(cast):
    phone = opened(cast, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Mobile/15E148")
    desk = opened(cast, "Mozilla/5.0 (Windows NT 10.0)", borrowed=True)
    page = phone.get(DOOR).content.decode()
    for words in ("on a telephone", "on a computer", "the one in your hand", "not your own"):
        assert words in page
    assert "Windows" not in page
    other = models.Visit.objects.get(device="computer")
    mira = opened(cast, name="mira")
    assert mira.post(f"{DOOR}close/{other.pk}/").status_code == 404
    assert phone.post(f"{DOOR}close/{other.pk}/").status_code == 302
    assert desk.get(MINE).status_code == 404
    assert phone.get(MINE).status_code == 200


def test_all_others_end_at_once_and_a_new_link_ends_the_old(cast):
    here, there = opened(cast), opened(cast)
    assert here.post(f"{DOOR}close/").status_code == 302
    assert there.get(MINE).status_code == 404
    again = opened(cast)
    shown = here.post(f"{DOOR}link/").content.decode()
    assert "/riverside/open/" in shown
    assert here.get(MINE).status_code == 200, "the device in one's hand stays open"
    assert again.get(MINE).status_code == 404, "every link to the same page ended"
    assert set(models.Change.objects.values_list("what", flat=True)) == {"link"}


def test_a_borrowed_device_forgets_after_twenty_minutes_without_a_press(cast):
    client = opened(cast, borrowed=True)
    assert client.cookies["withness"]["max-age"] == "", "until the browser ends"
    visit = models.Visit.objects.get(proved_at__isnull=False)
    assert visit.idle_minutes == 20
    models.Visit.objects.update(seen_at=timezone.now() - timedelta(minutes=19))
    assert client.get(MINE).status_code == 200
    models.Visit.objects.update(seen_at=timezone.now() - timedelta(minutes=21))
    assert client.get(MINE).status_code == 404


def test_a_page_on_a_borrowed_device_does_not_stay_on_the_screen(cast):
    """It is asked for anew a second after its visit is over: then it is absent."""
    anew = '<meta http-equiv="refresh" content="1201">'
    assert anew in opened(cast, borrowed=True).get(MINE).content.decode()
    assert anew not in opened(cast).get(MINE).content.decode()


def test_ones_own_device_is_asked_again_after_the_days_the_service_sets(cast):
    models.Door.objects.create(service=cast.riverside, visit_days=3)
    client = opened(cast)
    assert client.cookies["withness"]["max-age"] == 2 * 24 * 3600
    models.Visit.objects.update(ends_at=timezone.now())
    assert client.get(MINE).status_code == 404


@pytest.mark.parametrize("way", ["leave", "close"])
def test_leaving_ends_the_visit_and_clears_the_device(cast, way):
    client = opened(cast)
    client.post("/riverside/language/", {"language": "de"})
    answer = client.post(f"/riverside/{way}/")
    assert (answer.status_code, answer["Location"]) == (303, "/riverside/leave/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    for name in ("withness", "withness_language", "withness_form"):
        assert client.cookies[name].value == "", name
    assert models.Visit.objects.get(proved_at__isnull=False).ended_at
    empty = client.get("/riverside/leave/")
    assert b"<title></title>" in empty.content
    assert b"<body" not in empty.content
    assert "no-store" in empty["Cache-Control"]


def test_leaving_signs_out_nobody_who_works_here_and_answers_no_other_house(cast, browser_of):
    worker, member = browser_of("lena"), opened(cast)
    assert "Clear-Site-Data" not in worker.post("/riverside/leave/")
    assert worker.get("/riverside/days/").status_code == 200
    elsewhere = member.post("/riverside/leave/", headers={"sec-fetch-site": "cross-site"})
    assert "Clear-Site-Data" not in elsewhere
    assert member.get(MINE).status_code == 200


def test_every_page_of_a_member_is_kept_by_no_cache_and_has_a_neutral_title(cast):
    client = opened(cast)
    for path in (MINE, DOOR, "/riverside/people/own/", f"/riverside/networks/{cast.network.pk}/"):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"], path
        title = answer.content.decode().split("<title>")[1].split("</title>")[0]
        for word in ("mental", "Dialogue", "Mira", "crisis", "link"):
            assert word not in title


def test_an_idle_page_that_is_streamed_does_not_keep_a_borrowed_device_open(cast):
    """Only a press counts: looking again from within a stream touches nothing."""
    client = opened(cast, borrowed=True)
    before = timezone.now() - timedelta(minutes=5)
    models.Visit.objects.update(seen_at=before)
    visit = models.Visit.objects.get(proved_at__isnull=False)
    entry.by_visit(visit.pk, timezone.now())
    visit.refresh_from_db()
    assert visit.seen_at == before
    client.get(MINE)
    visit.refresh_from_db()
    assert visit.seen_at > before


def test_a_link_is_marked_for_the_device_that_asked_for_half_an_hour_and_for_no_other_token():
    marked = links.mark("a-token")
    assert links.was_given_here("a-token", marked)
    for token, given in (("other", marked), ("a-token", marked + "x"), ("a-token", "")):
        assert not links.was_given_here(token, given)
