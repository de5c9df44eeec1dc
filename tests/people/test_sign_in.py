"""Signing in by a mailed code: kind words, no password, and nothing that tells who has an account."""

import re

import pytest
from django.core import mail
from django.test import Client
from tests.web.signing import CODE, IN, ask, code_in, mailed

from withness.people import models


@pytest.fixture(autouse=True)
def no_limits_left_over(db):
    from django.core.cache import cache

    cache.clear()


def test_a_code_comes_by_mail_and_opens_the_day(cast):
    browser = Client()
    assert b"there is no password" in browser.get(IN).content
    assert ask(browser).headers["Location"] == CODE
    page = browser.get(CODE).content.decode()
    assert "Type the code" in page
    message = mailed()
    assert message.to == ["lena@example.org"]
    answer = browser.post(CODE, {"code": code_in(message.body)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/riverside/days/")
    assert browser.get("/riverside/teams/").status_code == 200


def test_the_mail_says_nothing_about_the_house(cast):
    """Promise 20."""
    ask(Client())
    message = mailed()
    text = (message.subject + message.body).lower()
    for word in ("riverside", "dialogue", "lena", "withness", "mental", "example.com"):
        assert word not in text


def test_a_stranger_sees_the_same_and_gets_nothing(cast):
    known, stranger = Client(), Client()
    pages = []
    for browser, address in ((known, "lena@example.org"), (stranger, "xena@example.org")):
        answer = ask(browser, address)
        page = browser.get(CODE).content.decode().replace(address, "")
        pages.append((answer.status_code, re.sub(r'value="[A-Za-z0-9]{64}"', "", page)))
    assert pages[0] == pages[1]
    assert mailed()
    assert len(mail.outbox) == 1


def test_a_wrong_code_is_said_kindly_and_three_are_enough(cast):
    browser = Client()
    ask(browser)
    assert b"Something needs another look" in browser.post(CODE, {"code": "WRONG1"}).content
    browser.post(CODE, {"code": "WRONG2"})
    browser.post(CODE, {"code": "WRONG3"})
    message = mailed()
    browser.post(CODE, {"code": code_in(message.body)})
    assert browser.get("/riverside/teams/").status_code == 404


def test_without_a_mail_server_the_code_stands_in_the_terminal(cast, settings, capsys):
    settings.WITHNESS_MAIL = ""
    browser = Client()
    ask(browser)
    code = code_in(mailed().body)
    assert code in capsys.readouterr().err
    assert "the terminal in which it runs" in browser.get(CODE).content.decode()


def test_with_a_mail_server_the_code_stands_nowhere_else(cast, settings, capsys):
    settings.WITHNESS_MAIL = "smtp://mail.example.org"
    browser = Client()
    ask(browser)
    code = code_in(mailed().body)
    spoken = capsys.readouterr()
    assert code not in spoken.err + spoken.out
    assert "terminal" not in browser.get(CODE).content.decode()


def test_nobody_signs_themselves_up_and_there_is_no_password_page(cast):
    for page in ("sign-up/", "signup/", "password/reset/", "accounts/login/"):
        assert Client().get(f"/riverside/{page}").status_code == 404


def test_signing_out_asks_once_and_ends_the_session(browser_of):
    browser = browser_of("lena")
    assert b"Do you want to sign out?" in browser.get("/riverside/sign-out/").content
    assert browser.get("/riverside/teams/").status_code == 200
    assert browser.post("/riverside/sign-out/").status_code == 302
    assert browser.get("/riverside/teams/").status_code == 404


def test_a_new_salt_ends_every_session(cast, browser_of):
    browser = browser_of("lena")
    models.Account.objects.filter(email="lena@example.org").update(salt="new")
    assert browser.get("/riverside/teams/").status_code == 404
