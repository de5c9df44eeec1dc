"""The pages of contacts, as browsers see them; with nothing but forms and links."""

import json
import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests import make
from tests.contacts import hostile
from tests.contacts.asked import ASK, form, page
from withness.contacts.models import Contact, Holding
from withness.contacts.rules import flood
from withness.delivery.models import Message
from withness.people.actions import links
from withness.people.rules import Purpose
from withness.values.rules import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_before(db):
    cache.clear()


# ---- asking
def test_danger_comes_first_with_numbers_that_ring(cast, browser_of):
    said = browser_of(None).get(ASK).content.decode()
    assert said.index("Is anyone in danger now?") < said.index("<h1")
    assert 'href="tel:999"' in said
    assert 'href="tel:111"' in said
    assert said.count("<h1") == 1


def test_while_nobody_is_on_duty_the_page_says_so_before_it_asks_anything(cast, browser_of):
    said = page(browser_of(None).get(ASK))
    assert said.index("Please ring first") < said.index("<h1")
    make.turn(cast.sol)
    said = page(browser_of(None).get(ASK))
    assert "Please ring first" not in said
    assert "Somebody is here now. They read this before" in said


def test_promise_6_nothing_asks_for_a_reason(cast, browser_of):
    names = set(re.findall(r'name="([a-z_]+)"', browser_of(None).get(ASK).content.decode()))
    assert names - {"csrfmiddlewaretoken", "viewport", "referrer", "robots", "next"} == {
        "name", "asked_by", "for_whom", "how_to_reach", "may_write", "hope", "who",
        "when_and_where", "language", "stay_empty", "once", "color-scheme", "format-detection",
    } - {"color-scheme", "format-detection"}  # fmt: skip


def test_somebody_asks_gets_their_link_once_and_opens_their_page(cast, browser_of):
    make.turn(cast.sol)
    browser = browser_of(None)
    answer = browser.post(ASK, form(how_to_reach="jonas@example.net", may_write="on"))
    assert (answer.status_code, answer.url) == (302, "/riverside/contacts/asked/")
    said = page(browser.get(answer.url))
    link = re.search(r"/riverside/open/[A-Za-z0-9_-]{32}/", said).group()
    assert "We also send it to the mail address you gave." in said
    mark = re.search(r'name="here" value="([^"]+)"', said)[1]
    assert browser.post(link, {"here": "x" + mark}).url == "/riverside/proof/"
    assert browser.post(link, {"here": mark}).url == "/riverside/days/caller/"
    assert "Sol looks after your request" in re.sub(
        r"</?bdi>", "", page(browser.get("/riverside/days/caller/"))
    )
    assert link not in page(Client().get("/riverside/contacts/asked/"))


def test_who_leaves_right_after_asking_leaves_no_link_on_the_device(cast, browser_of):
    browser = browser_of(None)
    asked = browser.post(ASK, form(how_to_reach="jonas@example.net", may_write="on")).url
    assert "/riverside/open/" in page(browser.get(asked))
    answer = browser.post("/riverside/leave/", headers={"sec-fetch-site": "same-origin"})
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "/riverside/open/" not in page(browser.get(asked))


def test_a_name_is_enough_and_the_page_says_that_nobody_can_ring(cast, browser_of):
    browser = browser_of(None)
    assert browser.post(ASK, {"name": "Jo"}).status_code == 302
    assert "nobody can ring you" in page(browser.get("/riverside/contacts/asked/"))
    assert Contact.objects.get().asked_by == "self"


def test_pressing_twice_asks_once(cast, browser_of):
    browser, sent = browser_of(None), form()
    assert [browser.post(ASK, sent).status_code for _ in range(2)] == [302, 302]
    assert Contact.objects.count() == 1


def test_it_works_only_with_the_forms_own_token(cast):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ASK, form()).status_code == 403
    strict.get(ASK)
    token = strict.cookies[settings.CSRF_COOKIE_NAME].value
    assert strict.post(ASK, form(csrfmiddlewaretoken=token)).status_code == 302


# ---- bad input
FIELDS = ("name", "for_whom", "how_to_reach", "hope", "who", "when_and_where")


def test_every_text_comes_back_unchanged_and_harmless(cast, browser_of, monkeypatch):
    monkeypatch.setattr(flood, "IN_ALL", 10_000)
    lena, browser = browser_of("lena"), browser_of(None)
    for number, typed in enumerate(hostile.texts()):
        kept = text.kept(typed, text.WORDS)
        short = typed if len(kept) <= text.NAME else typed[: text.NAME]
        everywhere = dict.fromkeys(FIELDS, short) if kept else {}
        sent = form(**(everywhere | {"hope": typed}))
        assert browser.post(ASK, sent).status_code == 302, typed
        contact = Contact.objects.get(once=sent["once"])
        assert (contact.hope or "") == kept
        if kept:
            stands = {
                contact.caller.name,
                *(getattr(contact, one) for one in FIELDS[1:3] + FIELDS[4:]),
            }
            assert stands == {text.kept(short, text.NAME)}
        if number < len(hostile.SOME) or number % 25 == 0:
            said = lena.get(f"/riverside/contacts/{contact.pk}/")
            assert said.status_code == 200
            assert b"<script>alert" not in said.content
            assert b"<img" not in said.content


@pytest.mark.parametrize("field", ["hope", "who", "when_and_where"])
def test_too_long_is_said_kindly_and_nothing_is_lost(cast, browser_of, field):
    words = "ä" * 20_001
    answer = browser_of(None).post(ASK, form(how_to_reach="ring Mia", **{field: words}))
    said = page(answer)
    assert answer.status_code == 200
    assert "20,001" in said
    assert words in said
    assert "ring Mia" in said
    assert Contact.objects.count() == 0
    assert browser_of(None).post(ASK, form(**{field: words[1:]})).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"language": "xx"}, {"language": "../etc"}, {"asked_by": "king"}, {"name": " \n"}]
)
def test_what_cannot_be_read_is_said_kindly(cast, browser_of, wrong):
    answer = browser_of(None).post(ASK, form(hope="Come soon.") | wrong)
    assert answer.status_code == 200
    assert "Something needs another look" in page(answer)
    assert "Come soon." in page(answer)


@pytest.mark.parametrize("once", ["", "x", "0" * 500, "\x00"])
def test_a_broken_form_id_stops_nobody(cast, browser_of, once):
    assert browser_of(None).post(ASK, form(once=once)).status_code == 302


# ---- machines
def test_a_machine_fills_what_people_do_not_see_and_a_person_only_sends_once_more(cast, browser_of):
    browser, sent = browser_of(None), form(hope="Come soon.", stay_empty="http://buy.example")
    answer = browser.post(ASK, sent)
    assert Contact.objects.count() == 0
    assert "Come soon." in page(answer)
    assert "buy.example" not in page(answer)
    assert browser.post(ASK, sent | {"stay_empty": ""}).status_code == 302


# ---- a call
def test_a_practitioner_takes_a_call_and_holds_it(cast, browser_of):
    sent = form(
        route="telephone",
        link_by="shown",
        how_to_reach="jonas@example.net",
        hope="She says I may ring.",
    )
    answer = browser_of("sol").post("/riverside/contacts/call/", sent)
    contact = Contact.objects.get()
    assert answer.url == f"/riverside/contacts/{contact.pk}/"
    said = re.sub(r"</?bdi>", "", page(browser_of("sol").get(answer.url)))
    assert "You hold this promise" in said
    assert "Written down by Sol." in said
    assert "She says I may ring." in said
    assert Message.objects.get(about_id=contact.pk).way == "mail"
    assert "/riverside/open/" not in said


def test_a_link_that_cannot_be_sent_is_said_before_anything_is_kept(cast, browser_of):
    answer = browser_of("sol").post(
        "/riverside/contacts/call/",
        form(route="telephone", link_by="shown", how_to_reach="ring Mia"),
    )
    assert "choose a letter" in page(answer)
    assert Contact.objects.count() == 0


# ---- promises and deeds
def test_the_list_says_plainly_what_has_run_out_and_takes_no_more_queries_for_fifty(
    cast, browser_of, django_assert_max_num_queries
):
    lena = browser_of("lena")
    assert "Nobody waits for a first meeting." in page(lena.get("/riverside/contacts/promises/"))
    make.contact(cast.team, cast.jonas, cast.sol, hours=1, hope="Please come.")
    for _ in range(60):
        make.contact(cast.team, cast.edda, cast.sol)
    with django_assert_max_num_queries(12):
        said = page(lena.get("/riverside/contacts/promises/"))
    assert "Run out one hour ago" in said
    assert "Please come." in said
    assert said.count("<article") == 50
    further = re.search(r'href="(/riverside/contacts/promises/\?after=[^"]+)"', said).group(1)
    assert page(lena.get(further)).count("<article") == 11
    for wrong in ("x", "1e999_0", "9" * 40 + "_" + "a" * 32, "nan_" + "a" * 32):
        assert lena.get("/riverside/contacts/promises/", {"after": wrong}).status_code == 200


def test_two_take_at_once_and_the_second_is_told_who_holds_it(cast, browser_of):
    contact = make.contact(cast.team, cast.jonas, cast.lena)
    seen = {"holding": str(Holding.objects.get(contact=contact).pk)}
    where = f"/riverside/contacts/{contact.pk}/"
    browser_of("sol").post(f"{where}take/", seen)
    late = browser_of("pavel")
    said = re.sub(r"</?bdi>", "", page(late.post(f"{where}take/", seen, follow=True)))
    assert "Somebody else has taken this promise in the meantime." in said
    assert "Sol holds the promise" in said


def test_reached_then_no_is_written_down(cast, browser_of):
    contact = make.contact(cast.team, cast.jonas, cast.lena, asked_by="somebody")
    lena, where = browser_of("lena"), f"/riverside/contacts/{contact.pk}/"
    assert "write down first that you reached them" in page(
        lena.post(f"{where}end/", {"how": "no"})
    )
    assert lena.post(f"{where}reached/", {"caller_may_know": "no"}).url == where
    assert "The person said no." in page(lena.post(f"{where}end/", {"how": "no"}, follow=True))
    assert "has ended already" in page(lena.post(f"{where}end/", {"how": "later"}, follow=True))


def test_a_network_forms_from_the_contact(cast, browser_of):
    contact = make.contact(cast.team, cast.jonas, cast.lena, asked_by="somebody")
    sent = {
        "centre_name": "Mira",
        "name": "Ferry Road",
        "language": "en",
        "practitioners": [str(cast.lena.pk), str(cast.sol.pk)],
    }
    answer = browser_of("lena").post(f"/riverside/contacts/{contact.pk}/gather/", sent)
    contact.refresh_from_db()
    assert answer.url == f"/riverside/networks/{contact.network_id}/"


PRIVATE = ["promises/", "call/", "{}/", "{}/reached/", "{}/end/", "{}/gather/"]


@pytest.mark.parametrize("path", PRIVATE)
@pytest.mark.parametrize("who", [None, "mira", "jonas", "ruben"])
def test_forbidden_and_absent_look_the_same(cast, browser_of, who, path):
    contact = make.contact(cast.team, cast.jonas, cast.lena, network=cast.network)
    browser = browser_of(who)
    refused = browser.get("/riverside/contacts/" + path.format(contact.pk))
    absent = browser.get(f"/riverside/contacts/{uuid4()}/")
    assert (refused.status_code, refused.content) == (404, absent.content)


def test_another_service_sees_nothing_of_it(cast):
    contact = make.contact(cast.team, cast.jonas, cast.lena)
    wilhelm = Client()
    wilhelm.force_login(cast.wilhelm.person.account)
    for path in ("riverside", "hillside"):
        assert wilhelm.get(f"/{path}/contacts/{contact.pk}/").status_code == 404
    take = wilhelm.post(f"/hillside/contacts/{contact.pk}/take/", {"holding": str(uuid4())})
    assert take.status_code == 404


def test_a_link_is_stored_nowhere_readable(cast, browser_of):
    browser = browser_of(None)
    browser.post(ASK, form())
    token = browser.cookies["withness_asked"].value.partition(".")[0]
    assert links.spend(token=token).purpose == Purpose.CALLER
    assert token not in json.dumps(dict(browser.session.items()))
