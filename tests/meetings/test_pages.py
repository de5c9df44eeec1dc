"""The pages of meetings, as people see them."""

import re
from uuid import uuid4

import pytest

from tests import make
from tests.meetings.arranged import arrange, workday
from tests.meetings.pages import NAUGHTY, arranging, invitation, page_of, text_of, typed
from withness.delivery.models import Message
from withness.meetings.models import Meeting

# ---- arranging


def test_a_meeting_is_arranged_on_one_page(cast, browser_of):
    lena = browser_of("lena")
    first = text_of(lena.get(arranging(cast)))
    assert first.count("<h1") == 1
    ticked = re.findall(r'name="people" value="([^"]+)"[^>]* checked', first)
    assert len(ticked) == 5
    posts = first.split("They belong to this network")[1]
    assert posts.index("Sol, peer practitioner") < posts.index("Lena") < posts.index("Pavel")
    answer = lena.post(
        arranging(cast),
        typed(cast, interpreter=NAUGHTY, makes_easier=NAUGHTY, where_words=NAUGHTY),
    )
    meeting = Meeting.objects.get(network=cast.network, number=3)
    assert answer.headers["Location"] == page_of(meeting.pk)
    assert (meeting.interpreter, meeting.makes_easier, meeting.where_words) == (NAUGHTY,) * 3
    shown = lena.get(page_of(meeting.pk)).content.decode()
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_what_was_typed_stands_again_with_a_kind_sentence(cast, browser_of):
    lena = browser_of("lena")
    wrong = typed(cast, day="2020-01-01", makes_easier=NAUGHTY, people=[str(cast.mira.pk)])
    shown = text_of(lena.post(arranging(cast), wrong))
    assert "That time is over. Choose one that is still to come." in shown
    assert 'value="2020-01-01"' in shown
    assert "👩‍👩‍👧 طارق" in shown
    assert re.findall(r'name="people" value="([^"]+)"[^>]* checked', shown) == [str(cast.mira.pk)]
    assert Meeting.objects.filter(network=cast.network).count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": ""}, "This field is required"),
        ({"day": "the day after"}, "Write a day like 2026-11-30."),
        ({"at": "25:00"}, "Write a time like 14:30."),
        ({"minutes": "9" * 30}, "at most eight hours"),
        ({"minutes": "5"}, "at least a quarter of an hour"),
        ({"day": "0001-01-01"}, "That time is over"),
        ({"day": "9999-12-31"}, "more than two years away"),
        ({"where": "elsewhere"}, "Write where that is."),
        ({"where": "online", "video_link": "javascript:x"}, "begins with https://"),
        ({"where": "moon"}, "not one of the available choices"),
        ({"people": []}, "Nothing about them is decided without them"),
        ({"practitioners": []}, "at least two practitioners"),
        ({"travel_minutes": "9999"}, "four hours at most"),
        ({"makes_easier": "x" * 1001}, "This has 1001 characters; there is room for 1000."),
        ({"people": ["not-an-id"]}, "not one of the available choices"),
    ],
)
def test_bad_input_gets_a_kind_error_and_nothing_is_half_saved(cast, browser_of, changes, sentence):
    answer = browser_of("lena").post(arranging(cast), typed(cast, **changes))
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert Meeting.objects.filter(network=cast.network).count() == 2
    assert not Message.objects.exists()


def test_who_cannot_is_named_to_colleagues(cast, browser_of):
    arrange(cast, practitioners=("lena", "sol"))
    shown = text_of(browser_of("sol").post(arranging(cast), typed(cast)))
    assert "Lena, Sol: Somebody has another meeting then" in shown


def test_promise_9_the_page_asks_why_no_peer_comes(cast, browser_of):
    lena = browser_of("lena")
    pair = [str(cast.lena.pk), str(cast.pavel.pk)]
    shown = text_of(lena.post(arranging(cast), typed(cast, practitioners=pair)))
    assert "A peer is left out." in shown
    answer = lena.post(
        arranging(cast), typed(cast, practitioners=pair, whose="staff", why_no_peer="Sol is away.")
    )
    assert answer.status_code == 302


def test_the_same_form_sent_twice_arranges_once(cast, browser_of):
    lena = browser_of("lena")
    form = typed(cast)
    first, again = lena.post(arranging(cast), form), lena.post(arranging(cast), form)
    assert first.headers["Location"] == again.headers["Location"]
    assert Meeting.objects.filter(network=cast.network).count() == 3


def test_free_times_are_links_that_fill_the_form(cast, browser_of):
    lena = browser_of("lena")
    shown = lena.get(arranging(cast), {"from": f"{workday():%Y-%m-%d}", "minutes": "120"})
    links = re.findall(r'class="pill" href="(\?[^"]+)"', shown.content.decode())
    times = [re.search(r"day=([\d-]+)&amp;at=(\d\d)%3A(\d\d)", link).groups() for link in links]
    own = [(h, m) for day, h, m in times if day == f"{workday():%Y-%m-%d}"]
    assert own[0] == ("09", "00")
    assert own[-1] == ("15", "00"), "the last one ends with the working day"
    picked = lena.get(arranging(cast) + links[0].replace("&amp;", "&")).content.decode()
    assert f'value="{times[0][0]}"' in picked
    assert 'value="120"' in picked
    arrange(cast, wall_start=workday(hour=9), minutes=60)
    shown = lena.get(arranging(cast), {"from": f"{workday():%Y-%m-%d}", "minutes": "120"})
    assert "at=09%3A00" not in shown.content.decode().split(f"day={workday():%Y-%m-%d}")[1]


def test_nonsense_in_the_address_is_as_if_it_were_not_there(cast, browser_of):
    nonsense = {"p": ["x", str(uuid4())], "minutes": "many", "day": "never", "from": "9999-12-31",
                "after": "nothing", "at": "\x00"}  # fmt: skip
    assert browser_of("lena").get(arranging(cast), nonsense).status_code == 200
    other = {"after": str(make.meeting(cast.others).pk)}
    assert browser_of("lena").get(arranging(cast), other).status_code == 200


def test_the_next_meeting_begins_with_the_same_people(cast, browser_of):
    before = arrange(cast, who=("mira", "edda"), where="online", video_link="https://v.example/r",
                     makes_easier="a break after half an hour")  # fmt: skip
    shown = browser_of("sol").get(arranging(cast), {"after": str(before)}).content.decode()
    ticked = re.findall(r'name="people" value="([^"]+)"[^>]* checked', shown)
    assert set(ticked) == {str(cast.mira.pk), str(cast.edda.pk)}
    assert "https://v.example/r" in shown
    assert "a break after half an hour" in shown
    assert "The same people as last time are offered first." in shown


# ---- who may not


@pytest.mark.parametrize(
    "name", ["pavel", "ines", "noor", "wilhelm", "jonas", "mira", "ruben", "hale", None]
)
def test_whoever_may_not_sees_the_one_page_for_nothing(cast, browser_of, name):
    client = browser_of(name)
    nothing = client.get("/riverside/meetings/no-such-page/").content
    own = invitation(cast, "edda")
    closed = [arranging(cast), page_of(cast.next.pk, "move/"), page_of(cast.next.pk, "people/"),
              page_of(cast.next.pk, "call-off/"),
              f"/riverside/meetings/invitations/{own.pk}/letter/",
              f"/riverside/meetings/invitations/{own.pk}/told/",
              f"/riverside/meetings/invitations/{own.pk}/",
              f"/riverside/meetings/invitations/{own.pk}/calendar/",
              page_of(uuid4())]  # fmt: skip
    for address in closed:
        for ask in (client.get, client.post):
            answer = ask(address)
            if answer.status_code == 405:  # nobody posts there
                continue
            assert answer.status_code == 404, address
            assert answer.content == nothing


@pytest.mark.parametrize("name", ["pavel", "noor", "hale", "ottilie", None])
def test_a_meeting_is_closed_to_outsiders(cast, browser_of, name):
    client = browser_of(name)
    assert client.get(page_of(cast.next.pk)).status_code == 404
    for deed in ("begin/", "came/", "step/"):
        assert client.post(page_of(cast.next.pk, deed)).status_code == 404


def test_a_former_member_sees_the_head_of_the_meeting_they_were_at(cast, browser_of):
    Meeting.objects.filter(pk=cast.first.pk).update(minutes=77)
    row = Meeting.objects.get(pk=cast.first.pk)
    row.where_words, row.video_link = "4 Hill Street", "https://v.example/secret"
    row.save()
    shown = browser_of("ruben").get(page_of(cast.first.pk)).content.decode()
    assert "77 minutes" in shown
    assert "Hill Street" not in shown
    assert "secret" not in shown
    assert browser_of("ruben").get(page_of(cast.next.pk)).status_code == 404
