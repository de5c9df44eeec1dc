"""Signing in through one's employer, against a provider that runs: who is let in, and who is not."""

import html
import json
import re
import threading
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.db import connection
from django.test import Client
from werkzeug.serving import make_server

from tests.web import signing
from withness.people.models import Account
from withness.trail.models import Entry
from withness.web import rules

LEAD = f"{signing.IN}employer/employer/"
LINK = f"{signing.IN}employer/employer/link/"
BACK = f"{LEAD}back/"
PEOPLE = {
    "s-lena": {"email": "Lena@example.org", "email_verified": True},
    "s-claims": {"email": "lena@example.org", "email_verified": False},
    "s-says": {"email": "lena@example.org", "email_verified": "true"},
    "s-silent": {"email": "lena@example.org"},
    "s-nobody": {"email": "xena@example.org", "email_verified": True},
    "s-wilhelm": {"email": "wilhelm@example.org", "email_verified": True},
    "s-bare": {},
}
USERS = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]


@contextmanager
def running(change=lambda path, body: body):
    """A real provider; `change` may put other words into its mouth."""
    real = oidc_provider_mock.app(user_claims=USERS)

    def app(environ, start_response):
        kept = []
        parts = real(environ, lambda status, headers, *_e: kept.append((status, headers)))
        body = b"".join(parts)
        status, headers = kept[0]
        if status.startswith("200"):
            body = change(environ["PATH_INFO"], body)
        headers = [(n, v) for n, v in headers if n.lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    server = make_server("localhost", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def nothing_counted(db):
    cache.clear()


@pytest.fixture
def provider(cast, settings):
    with running() as issuer:
        settings.WITHNESS_OIDC = f"{issuer}|withness|a secret|The trust"
        yield issuer


def asked_at(answer):
    """Return the address at the provider that a page leads to."""
    page = answer.content.decode()
    there = html.unescape(re.search(r'class="button strong" href="([^"]+)"', page).group(1))
    assert f'content="0;url={html.escape(there)}"' in page
    return there


def agree(answer, sub):
    """Say at the provider who one is; return the address it sends one back to."""
    said = httpx.post(asked_at(answer), data={"sub": sub})
    assert said.status_code == 302, said.text
    at = urlsplit(said.headers["location"])
    return f"{at.path}?{at.query}"


def come_in(sub, browser=None):
    browser = browser or Client()
    return browser.get(agree(browser.post(LEAD), sub)), browser


def is_in(browser):
    return browser.get("/riverside/teams/").status_code == 200


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


# ---- which services it speaks for
def test_without_a_provider_its_addresses_are_absent(cast, settings):
    settings.WITHNESS_OIDC = ""
    assert Client().post(LEAD).status_code == 404
    assert Client().get(BACK).status_code == 404
    assert b"employer" not in Client().get(signing.IN).content


def test_a_provider_speaks_only_for_the_services_it_was_set_for(cast, provider, settings):
    settings.WITHNESS_OIDC += "|hillside"
    assert Client().post(LEAD).status_code == 404
    settings.WITHNESS_OIDC = settings.WITHNESS_OIDC.replace("hillside", "riverside")
    assert b"Sign in with The trust" in Client().get(signing.IN).content
    assert is_in(come_in("s-lena")[1])


def test_what_it_opens_is_only_what_it_speaks_for(cast, provider, settings):
    """An account that opens two services, come in through the provider of one of them."""
    settings.WITHNESS_OIDC += "|hillside"
    answer = Client().post(LEAD.replace("riverside", "hillside"))
    browser = Client()
    answer = browser.post(LEAD.replace("riverside", "hillside"))
    browser.get(agree(answer, "s-wilhelm"))
    assert browser.get("/hillside/days/").status_code == 200
    cast.lena.person.account = cast.wilhelm.person.account
    cast.lena.person.save()
    assert browser.get("/riverside/days/").status_code == 404
    mailed = Client()
    mailed.force_login(cast.wilhelm.person.account)
    assert mailed.get("/riverside/days/").status_code == 200


# ---- joining it oneself
def test_who_has_no_proved_address_there_joins_it_after_signing_in(cast, provider):
    browser = signing.sign_in()
    browser.get(agree(browser.post(LINK), "s-silent"))
    assert is_in(come_in("s-silent")[1])
    assert b"End this way" in browser.get(signing.MEANS).content
    browser.post(f"{signing.IN}employer/end/")
    assert not is_in(come_in("s-silent")[1])
    deeds = Entry.objects.filter(deed__in=("web.link_provider", "web.end_provider"))
    assert deeds.count() == 2


def test_nobody_joins_it_to_an_account_without_being_signed_in_and_recently_proved(
    cast, provider, browser_of
):
    assert Client().post(LINK).status_code == 404
    assert browser_of("mira").post(LINK).status_code == 404
    old = browser_of("lena")
    assert old.post(LINK).headers["Location"].startswith(signing.AGAIN)


# ---- the setting
def test_how_the_setting_is_read():
    read = rules.provider("https://login.example.org/ | id | s|The trust| riverside, hillside")
    assert (read.issuer, read.client_id, read.secret) == ("https://login.example.org", "id", "s")
    assert (read.speaks_for("hillside"), read.speaks_for("mill-lane")) == (True, False)
    assert rules.provider(" ") is None


@pytest.mark.parametrize(
    "setting", ["http://login.example.org|id|s", "https://x|id", "https://x||s", "ftp://x|id|s"]
)
def test_a_setting_that_cannot_hold_is_told_at_the_start(setting):
    with pytest.raises(ValueError, match="WITHNESS_OIDC"):
        rules.provider(setting)
