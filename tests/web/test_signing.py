"""Signing in, from the side of whoever is refused: codes, passkeys, a second step, fixation."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import signing
from tests.web.signing import CODE, IN, MEANS, is_in, sign_in
from withness.delivery.models import Message
from withness.trail.models import Entry
from withness.web import models

pytestmark = pytest.mark.usefixtures("nothing_counted")


def told(deed):
    """Return what the practitioner is told by mail about a deed, oldest first."""
    return [m.body for m in Message.objects.filter(key__startswith=f"{deed}:").order_by("id")]


def done(deed):
    return Entry.objects.filter(deed=deed).count()


# ---- known and unknown addresses
def test_a_known_and_an_unknown_address_cost_the_same_work_and_look_the_same(cast):
    """Counted, not timed: the same questions to the database, the same bytes, the same headers."""
    sign_in()  # an address that was proved before is no different
    seen = []
    for address in ("lena@example.org", "xena@example.org"):
        cache.clear()
        browser = Client()
        browser.get(IN)
        with CaptureQueriesContext(connection) as asked:
            answer = signing.ask(browser, address)
        with CaptureQueriesContext(connection) as looked:
            page = browser.get(CODE)
        with CaptureQueriesContext(connection) as tried:
            wrong = browser.post(CODE, {"code": "WRONG-CODE"})
        work = [
            sorted(re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b", "?", one["sql"]) for one in each)
            for each in (asked, looked, tried)
        ]
        texts = [
            re.sub(r'value="[A-Za-z0-9]{64}"', "", each.content.decode()).replace(address, "")
            for each in (answer, page, wrong)
        ]
        heads = [sorted(each.headers) for each in (answer, page, wrong)]
        seen.append((work, texts, heads, [each.status_code for each in (answer, page, wrong)]))
    assert seen[0] == seen[1]


def test_nobody_signs_in_with_an_empty_code_for_an_unknown_address(cast):
    browser = Client()
    signing.ask(browser, "xena@example.org")
    for code in ("", "-", "   ", "None"):
        browser.post(CODE, {"code": code})
    assert not is_in(browser)
    assert SESSION_KEY not in browser.session


def test_codes_are_tried_only_so_often_from_however_many_browsers(cast):
    """The count belongs to the address: a fresh session begins no fresh count."""
    answers = []
    for number in range(40):
        if number % 2 == 0:
            signing.ask_anew()
            browser = Client()
            signing.ask(browser)
        answers.append(browser.post(CODE, {"code": "WRONG-CODE"}).status_code)
    assert answers[-1] == 429
    assert b"A moment, please" in browser.post(CODE, {"code": "WRONG-CODE"}).content


def test_asking_for_codes_too_often_is_stopped_alike_for_known_and_unknown(cast):
    for address in ("lena@example.org", "xena@example.org"):
        for _ in range(3):
            assert signing.ask(Client(), address).status_code == 302
        assert b"many tries" in signing.ask(Client(), address).content


# ---- the session
def test_the_key_changes_at_sign_in_and_nothing_from_before_stays(cast):
    """Session fixation: who planted a key, a link or eyes in a browser has nothing afterwards."""
    browser = Client()
    browser.get(IN)
    session = browser.session
    session["link"] = session["visit"] = str(cast.lena.pk)
    session["eyes"] = {"key": "mira"}
    session.save()
    browser.cookies["withness"] = planted = session.session_key
    sign_in(browser=browser)
    assert is_in(browser)
    assert browser.session.session_key != planted
    assert not models.SessionStore().exists(planted)
    assert {"link", "visit", "eyes"} & set(browser.session.keys()) == set()


def test_a_stolen_database_opens_no_session_and_shows_no_secret(cast):
    browser = sign_in()
    secret, spare = signing.use_app(browser)
    signing.add_passkey(browser, name="Lena’s telephone")
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key, session_data FROM web_session")
        rows = cursor.fetchall()
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())
    lying = " ".join(str(bytes(data)) + key for key, data in rows) + kept
    key = browser.session.session_key
    assert key not in lying
    assert secret not in lying
    assert [code for code in spare if code in lying] == []
    assert "telephone" not in kept
    thief = Client()
    thief.cookies["withness"] = rows[-1][0]
    assert not is_in(thief)


# ---- a second step
def test_an_app_asks_for_its_code_after_the_mailed_one(cast):
    secret, _spare = signing.use_app(sign_in())
    browser = sign_in()
    assert browser.last.headers["Location"] == f"{IN}second/"
    assert not is_in(browser)
    assert browser.post(f"{IN}second/", {"code": "000000"}).status_code == 200
    assert not is_in(browser)
    browser.post(f"{IN}second/", {"code": signing.app_code(secret)})
    assert is_in(browser)


def test_a_code_of_the_app_counts_once(cast):
    secret, _spare = signing.use_app(sign_in())
    code = signing.app_code(secret)
    first, second = sign_in(), sign_in()
    first.post(f"{IN}second/", {"code": code})
    second.post(f"{IN}second/", {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_spare_code_helps_once_and_is_told(cast):
    _secret, spare = signing.use_app(sign_in())
    assert len(spare) == 10
    first, second = sign_in(), sign_in()
    first.post(f"{IN}second/", {"code": spare[0]})
    second.post(f"{IN}second/", {"code": spare[0]})
    assert (is_in(first), is_in(second)) == (True, False)
    assert done("web.use_spare_code") == 1
    assert "spare codes was used" in told("web.use_spare_code")[0]


def test_spare_codes_are_shown_once(cast):
    browser = sign_in()
    _secret, spare = signing.use_app(browser)
    page = browser.get(f"{IN}spare/").content.decode()
    assert [code for code in spare if code in page] == []
    browser.post(f"{IN}spare/new/")
    page = browser.get(f"{IN}spare/").content.decode()
    fresh = re.findall(r"<code>(\d+)</code>", page)
    assert len(fresh) == 10
    assert not set(fresh) & set(spare)


def test_the_second_step_is_tried_five_times_whatever_the_session(cast):
    secret, _spare = signing.use_app(sign_in())
    for _ in range(2):
        browser = sign_in()
        for _ in range(3):
            browser.post(f"{IN}second/", {"code": "000000"})
        signing.ask_anew()
    browser.post(f"{IN}second/", {"code": signing.app_code(secret)})
    assert not is_in(browser)


def test_nobody_comes_to_the_second_step_without_the_first(cast):
    signing.use_app(sign_in())
    for path in (f"{IN}second/", CODE):
        assert Client().post(path, {"code": "123456"}).status_code == 302
    browser = sign_in()
    assert browser.get(MEANS).status_code == 404
    assert browser.get(f"{IN}app/end/").status_code == 404


def test_signing_in_and_out_is_written_down_and_signing_in_is_told(cast):
    browser = sign_in()
    browser.post("/riverside/sign-out/")
    assert (done("web.sign_in"), done("web.sign_out")) == (1, 1)
    (text,) = told("web.sign_in")
    assert "Firefox on Linux" in text
    assert told("web.sign_out") == []
    row = Message.objects.get(key__startswith="web.sign_in:")
    assert (row.address, row.state, row.to_id) == (
        "lena@example.org",
        "waiting",
        cast.lena.person_id,
    )
