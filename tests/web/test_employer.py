"""Signing in through one's employer, against a provider that runs: who is let in, and who is not."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import Client

from tests.web import signing
from tests.web.providers import BACK, LEAD, agree, asked_at, come_in, running
from tests.web.signing import is_in
from withness.people.models import Account
from withness.trail.models import Entry

pytestmark = pytest.mark.usefixtures("nothing_counted")


def test_who_works_here_comes_in_by_a_proved_address_and_then_by_subject(cast, provider):
    answer, browser = come_in("s-lena")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/riverside/days/")
    assert is_in(browser)
    assert Entry.objects.filter(deed="web.link_provider").count() == 1
    Account.objects.filter(email="lena@example.org").update(email="lena.new@example.org")
    assert is_in(come_in("s-lena")[1])
    assert Entry.objects.filter(deed="web.link_provider").count() == 1
    assert Entry.objects.filter(deed="web.sign_in").count() == 2


def test_what_the_provider_says_is_not_kept(cast, provider):
    come_in("s-lena")
    with connection.cursor() as cursor:
        cursor.execute("SELECT uid, extra_data FROM socialaccount_socialaccount")
        ((uid, more),) = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM socialaccount_socialtoken")
        assert cursor.fetchone() == (0,)
    assert "s-lena" not in uid
    assert json.loads(more) == {} if isinstance(more, str) else more == {}


@pytest.mark.parametrize("sub", ["s-claims", "s-says", "s-silent", "s-nobody", "s-bare"])
def test_an_unproved_or_unknown_address_gets_one_page_that_tells_nothing(cast, provider, sub):
    before = Account.objects.count()
    answer, browser = come_in(sub)
    nobody, _ = come_in("s-nobody")
    assert (answer.status_code, answer.content) == (403, nobody.content)
    assert not is_in(browser)
    assert Account.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_somebody_of_another_service_or_whose_account_ended_is_not_let_in(cast, provider):
    assert come_in("s-wilhelm")[0].status_code == 403
    come_in("s-lena")
    Account.objects.filter(email="lena@example.org").update(is_active=False)
    answer, browser = come_in("s-lena")
    assert answer.status_code == 403
    assert not is_in(browser)


def test_a_second_step_is_asked_here_too(cast, provider):
    signing.use_app(signing.sign_in())
    answer, browser = come_in("s-lena")
    assert answer.headers["Location"] == f"{signing.IN}second/"
    assert not is_in(browser)


# ---- on the way
def test_it_is_asked_with_state_nonce_and_pkce_and_by_post_alone(cast, provider):
    assert Client().get(LEAD).status_code == 405
    asked = parse_qs(urlsplit(asked_at(Client().post(LEAD))).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    forced = Client().post(f"{LEAD}?auth_params=nonce%3Dmine&scope=admin&process=connect&next=//x")
    asked = parse_qs(urlsplit(asked_at(forced)).query)
    assert asked["nonce"] != ["mine"]
    assert "admin" not in asked["scope"][0]


def test_an_answer_meant_for_another_browser_is_refused(cast, provider):
    back = agree(Client().post(LEAD), "s-lena")
    thief = Client()
    thief.post(LEAD)
    assert thief.get(back).status_code == 403
    assert not is_in(thief)


def test_an_answer_counts_once(cast, provider):
    browser = Client()
    back = agree(browser.post(LEAD), "s-lena")
    browser.get(back)
    browser.post("/riverside/sign-out/")
    assert browser.get(back).status_code == 403
    assert not is_in(browser)


def test_an_answer_to_another_question_is_refused(cast, provider):
    """The nonce: what was signed for an earlier asking does not answer this one."""
    browser = Client()
    back = agree(browser.post(LEAD), "s-lena")
    session = browser.session
    session["oidc_nonce"] = "another"
    session.save()
    assert browser.get(back).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x&code=y", "?error=access_denied", "?code"]
)
def test_nonsense_from_a_provider_gets_the_same_page(cast, provider, query):
    browser = Client()
    browser.post(LEAD)
    assert browser.get(f"{BACK}{query}").status_code == 403


def _other_signature(path, body):
    if path == "/oauth2/token":
        said = json.loads(body)
        said["id_token"] = said["id_token"][:-8] + "AAAAAAAA"
        return json.dumps(said).encode()
    return body


def _without_signature(path, body):
    if path == "/oauth2/token":
        said = json.loads(body)
        said["id_token"] = "eyJhbGciOiJub25lIn0." + said["id_token"].split(".")[1] + "."
        return json.dumps(said).encode()
    return body


def _somebody_else(path, body):
    if path == "/userinfo":
        return json.dumps(json.loads(body) | {"sub": "s-lena"}).encode()
    return body


def _another_issuer(path, body):
    if path.startswith("/.well-known"):
        return json.dumps(json.loads(body) | {"issuer": "https://login.example.net"}).encode()
    return body


def _no_json(path, body):
    return b"<html>" if path in ("/oauth2/token", "/userinfo") else body


LIES = (_other_signature, _without_signature, _somebody_else, _another_issuer, _no_json)


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_a_provider_that_lies_lets_nobody_in(cast, settings, lie):
    sub = "s-wilhelm" if lie is _somebody_else else "s-lena"
    with running(lie) as issuer:
        settings.WITHNESS_OIDC = f"{issuer}|withness|a secret|The trust"
        answer, browser = come_in(sub)
    assert answer.status_code == 403
    assert not is_in(browser)


def test_a_provider_that_does_not_answer_is_told_kindly(cast, settings):
    settings.WITHNESS_OIDC = "http://localhost:9|withness|a secret|The trust"
    answer = Client().post(LEAD)
    assert (answer.status_code, b"mailed code instead" in answer.content) == (403, True)
