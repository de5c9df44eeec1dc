"""The pages of what has not arrived, from the side of those who look after it and of all others."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from withness.delivery.actions import outbox
from withness.delivery.models import Message
from withness.delivery.rules.states import State, Way
from withness.trail.models import Entry

LINK = "https://withness.example/riverside/open/abcdefghijklmnopqrstuvwxyz012345"


@pytest.fixture
def put(cast):
    def queue(to="jonas", *, network=cast.network, state=State.FAILED, **more):
        message_id = outbox.queue(
            **{
                "service_id": cast.riverside.pk, "to": cast.person(to).pk, "way": Way.MAIL,
                "key": str(uuid4()), "subject": "Meeting on Thursday", "network": network.pk,
                "body": f"Hello,\n\nPlease say whether you can come: {LINK}\n",
                "due_at": timezone.now() - timedelta(hours=1), **more,
            }
        )  # fmt: skip
        Message.objects.filter(pk=message_id).update(state=state)
        return message_id

    return queue


def test_the_list_says_who_which_way_and_why(put, browser_of):
    message_id = put()
    Message.objects.update(trouble="not_reached")
    page = browser_of("lena").get("/riverside/delivery/")
    text = page.content.decode()
    assert page.status_code == 200
    assert f"/riverside/delivery/{message_id}/" in text
    assert "Jonas" in text
    assert "It could not be sent. The post server did not answer." in text
    assert LINK not in text


def test_the_keeper_of_the_rota_sees_no_name(put, browser_of):
    """Promise 4."""
    put()
    text = browser_of("noor").get("/riverside/delivery/").content.decode()
    assert "1, by mail" in text
    assert "Jonas" not in text


def test_an_empty_list_says_that_everything_arrived(cast, browser_of):
    text = browser_of("lena").get("/riverside/delivery/").content.decode()
    assert "Everything has arrived with the people you look after, as far as we know." in text


@pytest.mark.parametrize("name", ["mira", "jonas", "ruben", None])
def test_members_and_strangers_find_nothing_there(put, browser_of, name):
    message_id = put()
    client = browser_of(name)
    pages = [client.get("/riverside/delivery/"), client.get(f"/riverside/delivery/{message_id}/")]
    pages.append(client.post(f"/riverside/delivery/{message_id}/care/", {"deed": "told"}))
    assert [page.status_code for page in pages] == [404, 404, 404]


@pytest.mark.parametrize("name", ["pavel", "noor"])
def test_a_colleague_outside_the_network_opens_no_message(put, browser_of, name):
    message_id = put()
    client = browser_of(name)
    answers = [
        client.get(f"/riverside/delivery/{message_id}/"),
        client.get(f"/riverside/delivery/{uuid4()}/"),
        client.post(f"/riverside/delivery/{message_id}/care/", {"deed": "again"}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].content == answers[1].content
    assert Message.objects.get().state == State.FAILED


def test_a_message_says_whom_to_ring_and_its_reading_is_in_the_trail(put, cast, browser_of):
    message_id = put("mira")
    text = browser_of("lena").get(f"/riverside/delivery/{message_id}/").content.decode()
    assert 'href="tel:07700900001"' in text
    assert "Send it again" in text
    entry = Entry.objects.get(deed="delivery.see")
    assert (entry.about_id, entry.network_id) == (message_id, cast.network.pk)


@pytest.mark.parametrize(
    ("deed", "state", "way"),
    [
        ("told", State.SENT, Way.TOLD),
        ("again", State.WAITING, Way.MAIL),
        ("arrived", State.SENT, Way.MAIL),
    ],
)
def test_what_one_did_is_written_down(put, browser_of, deed, state, way):
    message_id = put()
    client = browser_of("sol")
    answer = client.post(f"/riverside/delivery/{message_id}/care/", {"deed": deed}, follow=True)
    assert answer.status_code == 200
    row = Message.objects.get()
    assert (row.state, row.way) == (state, way)


def test_what_went_meanwhile_is_not_sent_twice_by_a_late_press(put, browser_of):
    message_id = put(state=State.SENT)
    client = browser_of("lena")
    answer = client.post(f"/riverside/delivery/{message_id}/care/", {"deed": "again"}, follow=True)
    assert "This message has gone out already" in answer.content.decode()
    assert Message.objects.get().state == State.SENT


@pytest.mark.parametrize("typed", [{}, {"deed": "erase"}, {"deed": "\x00"}])
def test_an_unknown_deed_does_nothing(put, browser_of, typed):
    message_id = put()
    answer = browser_of("lena").post(f"/riverside/delivery/{message_id}/care/", typed)
    assert answer.status_code == 404
    assert Message.objects.get().state == State.FAILED


def test_nothing_happens_by_looking(put, browser_of):
    message_id = put()
    assert browser_of("lena").get(f"/riverside/delivery/{message_id}/care/").status_code == 405


def test_a_letter_has_the_link_in_words_and_as_a_picture(put, browser_of):
    """Promise 23: paper will do."""
    message_id = put("tarek", way=Way.LETTER, state=State.WAITING)
    client = browser_of("lena")
    text = client.get(f"/riverside/delivery/{message_id}/letter/").content.decode()
    assert "طارق" in text
    assert LINK in text
    assert 'class="code"' in text
    assert "style=" not in text
    assert (
        "The letter is on its way"
        in client.get(f"/riverside/delivery/{message_id}/").content.decode()
    )


def test_a_mail_is_no_letter(put, browser_of):
    message_id = put()
    assert browser_of("lena").get(f"/riverside/delivery/{message_id}/letter/").status_code == 404


def test_names_are_shown_as_they_are_and_run_nothing(cast, put, browser_of):
    cast.jonas.name = "<script>alert(1)</script>\u202eJonas"
    cast.jonas.save()
    message_id = put()
    for address in ("/riverside/delivery/", f"/riverside/delivery/{message_id}/"):
        text = browser_of("lena").get(address).content.decode()
        assert "<script>alert(1)" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;\u202eJonas" in text
