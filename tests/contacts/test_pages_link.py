"""A new link for whoever asked, made by those who work here."""

import html
import re

import pytest
from django.test import Client

from tests import coming_in, make
from withness.delivery.models import Message
from withness.people.actions import links
from withness.people.rules import LinkClosed, Purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(cast):
    """Ama asked and lost her link: the contact, the page for a new one, and the old token."""
    ama = make.person(cast.riverside, "Ama", mail="ama@example.net")
    contact = make.contact(cast.team, ama, cast.lena)
    token = links.make(
        service_id=cast.riverside.pk,
        person_id=ama.pk,
        purpose=Purpose.CALLER,
        opens_id=contact.pk,
        days=30,
    )
    return contact, f"/riverside/contacts/{contact.pk}/link/", token


def test_shown_once_it_opens_the_callers_page_and_the_lost_one_ends(lost, browser_of):
    contact, page, old = lost
    lena = browser_of("lena")
    assert page in lena.get(f"/riverside/contacts/{contact.pk}/").content.decode()
    answer = lena.post(page, {"way": "show"})
    shown = html.unescape(answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    token = re.search(r"/riverside/open/([\w-]{32})/", shown)[1]
    with pytest.raises(LinkClosed):
        links.spend(token=old)
    ama = Client()
    answer = coming_in.by_every_step(ama, f"/riverside/open/{token}/", contact.caller)
    assert answer["Location"] == "/riverside/days/caller/"
    assert "Lena" in ama.get("/riverside/days/caller/").content.decode()
    assert not Message.objects.exclude(key__startswith="code:").exists()


def test_by_mail_nobody_but_the_receiver_sees_it(lost, browser_of):
    contact, page, _old = lost
    answer = browser_of("lena").post(page, {"way": "mail"})
    assert answer["Location"] == f"/riverside/contacts/{contact.pk}/"
    message = Message.objects.get()
    assert (message.to_id, message.way) == (contact.caller_id, "mail")
    assert "/riverside/open/" in message.body
    assert browser_of("lena").post(page, {"way": "mail"}).status_code == 302
    assert Message.objects.count() == 2


def test_what_was_not_offered_is_not_taken(lost, browser_of):
    _contact, page, old = lost
    assert browser_of("lena").post(page, {"way": "sms"}).status_code == 200
    assert browser_of("lena").post(page, {}).status_code == 200
    assert links.spend(token=old).purpose == Purpose.CALLER
    assert not Message.objects.exists()


@pytest.mark.parametrize("name", [None, "jonas", "mira", "wilhelm"])
def test_nobody_else_makes_one(lost, browser_of, name):
    contact, page, old = lost
    assert browser_of(name).get(page).status_code == 404
    assert browser_of(name).post(page, {"way": "show"}).status_code == 404
    assert links.spend(token=old).opens_id == contact.pk
