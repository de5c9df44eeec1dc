"""Passkeys from the side of whoever is refused: another key, another place, another time."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests.web import signing
from tests.web.signing import IN, MEANS, Passkey, is_in, sign_in
from withness.people.models import Account

pytestmark = pytest.mark.usefixtures("nothing_counted")


# ---- passkeys
@pytest.fixture
def https(monkeypatch):
    """Nobody has a passkey for an address that is not secure."""
    for name in ("get", "post"):
        plain = getattr(Client, name)
        monkeypatch.setattr(
            Client, name, lambda *a, _plain=plain, **k: _plain(*a, **({"secure": True} | k))
        )


def test_a_passkey_signs_in_alone(cast, https):
    passkey = signing.add_passkey(sign_in())
    answer, browser = signing.passkey_alone(passkey)
    assert answer.status_code == 302
    assert is_in(browser)
    assert "Lena’s telephone" in browser.get(MEANS).content.decode()


@pytest.mark.parametrize("how", [{"verified": False}, {"broken": True}])
def test_a_passkey_that_asked_nobody_or_signed_wrong_is_refused(cast, https, how):
    passkey = signing.add_passkey(sign_in())
    _answer, browser = signing.passkey_alone(passkey, **how)
    assert not is_in(browser)


def test_a_passkey_of_another_address_another_key_or_another_time_is_refused(cast, https):
    passkey = signing.add_passkey(sign_in())
    passkey.origin = "https://withness.example.net"
    assert not is_in(signing.passkey_alone(passkey)[1])
    passkey.origin = f"https://{signing.HOST}"
    stranger = Passkey()
    stranger.id, stranger.user = passkey.id, passkey.user
    assert not is_in(signing.passkey_alone(stranger)[1])
    asked = Client().get(f"{IN}passkey/", headers={"accept": "application/json"}).json()
    late = Client()
    late.get(f"{IN}passkey/", headers={"accept": "application/json"})
    late.post(f"{IN}passkey/", {"credential": passkey.used(asked["request_options"])})
    assert not is_in(late)


@pytest.mark.parametrize(
    "handed",
    ["", "null", "[]", "{}", "7", '"x"', '{"id": 7}', '{"response": []}', "{", '{"id": "\\u0000"}'],
)
def test_nonsense_instead_of_a_passkey_breaks_nothing(cast, https, handed):
    worker = sign_in()
    worker.get(f"{IN}passkeys/new/")
    browser = Client()
    browser.get(f"{IN}passkey/", headers={"accept": "application/json"})
    assert browser.post(f"{IN}passkey/", {"credential": handed}).status_code == 302
    assert worker.post(f"{IN}passkeys/new/", {"credential": handed}).status_code == 200
    assert not is_in(browser)
    assert not Authenticator.objects.exists()


def test_a_passkey_that_did_not_ask_who_holds_it_is_not_kept(cast, https):
    worker, passkey = sign_in(), Passkey()
    options = signing.options_on(worker.get(f"{IN}passkeys/new/").content.decode())
    assert options["publicKey"]["authenticatorSelection"]["userVerification"] == "required"
    handed = passkey.made(options, verified=False)
    assert worker.post(f"{IN}passkeys/new/", {"credential": handed}).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_passkey_is_the_second_step_too_and_another_persons_is_not(cast, https):
    passkey = signing.add_passkey(sign_in())
    other = signing.add_passkey(sign_in("sol@example.org"))
    for key, opens in ((other, False), (passkey, True)):
        browser = sign_in()
        page = browser.get(f"{IN}second/").content.decode()
        handed = json.loads(key.used(signing.options_on(page)))
        browser.post(f"{IN}second/", {"credential": json.dumps(handed)})
        assert is_in(browser) is opens
        signing.ask_anew()


def test_somebody_whose_account_ended_comes_in_by_no_means(cast, https):
    passkey = signing.add_passkey(sign_in())
    Account.objects.filter(email="lena@example.org").update(is_active=False)
    assert not is_in(signing.passkey_alone(passkey)[1])
    before = len(mail.outbox)
    signing.ask(Client())
    assert len(mail.outbox) == before
