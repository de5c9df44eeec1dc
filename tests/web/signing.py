"""Signing in, as the stories do it: codes from the mail, an app, and a passkey made of software."""

import hashlib
import json
import re
import secrets
import time

from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.db import connection
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

IN = "/riverside/sign-in/"
CODE = f"{IN}code/"
MEANS = f"{IN}means/"
AGAIN = f"{IN}again/"
HOST = "testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def ask(browser, address="lena@example.org"):
    """Ask for a code."""
    return browser.post(IN, {"email": address})


def ask_anew():
    """Let a minute pass, as far as asking for codes is concerned; nothing else is forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM web_cache WHERE cache_key LIKE %s", ["%request_login_code%"])


def mailed(count=1):
    """Return the newest mail once so many are there: they are posted by other hands."""
    end = time.monotonic() + 10
    while len(mail.outbox) < count and time.monotonic() < end:
        time.sleep(0.01)
    assert len(mail.outbox) >= count, "no mail came"
    return mail.outbox[-1]


def code_in(text):
    """Return the code that a mail holds."""
    return re.search(r"^[A-Z0-9-]{4,}$", text, re.MULTILINE).group()


def sign_in(address="lena@example.org", browser=None):
    """Return a browser that has typed its mailed code."""
    browser = browser or Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/150.0"})
    before = len(mail.outbox)
    ask(browser, address)
    browser.last = browser.post(CODE, {"code": code_in(mailed(before + 1).body)})
    return browser


def is_in(browser):
    """Whether a browser sees what only those who work here see."""
    return browser.get("/riverside/teams/").status_code == 200


def app_code(secret, steps=0):
    """Return what an app shows now, or some half minutes later."""
    counter = int(time.time()) // 30 + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def use_app(browser):
    """Set up an app; return its secret and the spare codes that came with it."""
    page = browser.get(f"{IN}app/").content.decode()
    secret = re.search(r'<code dir="ltr">([A-Z2-7]+)</code>', page).group(1)
    answer = browser.post(f"{IN}app/", {"code": app_code(secret, -1)})
    assert answer.headers["Location"] == f"{IN}spare/", answer.content.decode()
    return secret, re.findall(r"<code>(\d+)</code>", browser.get(f"{IN}spare/").content.decode())


class Passkey:
    """A passkey kept in memory: makes itself and signs, as a telephone would, or not quite."""

    def __init__(self, origin=f"https://{HOST}"):
        self.origin, self.id = origin, secrets.token_bytes(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.user = None

    def made(self, options, *, verified=True):
        """Return what a browser hands over when a passkey was made."""
        options = options["publicKey"]
        self.user = options["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        more = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        said = {"fmt": "none", "attStmt": {}, "authData": self._data(verified, ATTESTED) + more}
        return self._handed(
            clientDataJSON=self._client("webauthn.create", options["challenge"]),
            attestationObject=cbor.encode(said),
            transports=[],
        )

    def used(self, options, *, verified=True, broken=False):
        """Return what a browser hands over when a passkey was used."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = self._data(verified)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._handed(
            clientDataJSON=client,
            authenticatorData=data,
            signature=signed[:-1] + bytes([signed[-1] ^ 1]) if broken else signed,
            userHandle=websafe_decode(self.user),
        )

    def _data(self, verified, more=0):
        flags = PRESENT | (VERIFIED if verified else 0) | more
        return hashlib.sha256(HOST.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, kind, challenge):
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _handed(self, **response):
        coded = {
            name: websafe_encode(value) if isinstance(value, bytes) else value
            for name, value in response.items()
        }
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": coded,
            }
        )


def options_on(page):
    """Return what a page holds for the browser to make or use a passkey."""
    import html

    found = re.search(r'data-options="([^"]+)"', page)
    return json.loads(html.unescape(found.group(1)))


def add_passkey(browser, name="Lena’s telephone"):
    """Make a passkey and keep it; return it."""
    passkey = Passkey()
    options = options_on(browser.get(f"{IN}passkeys/new/").content.decode())
    handed = passkey.made(options)
    answer = browser.post(f"{IN}passkeys/new/", {"name": name, "credential": handed})
    assert answer.status_code == 302, answer.content.decode()
    return passkey


def passkey_alone(passkey, browser=None, **how):
    """Sign in by a passkey alone; return the answer and the browser."""
    browser = browser or Client()
    asked = browser.get(f"{IN}passkey/", headers={"accept": "application/json"}).json()
    handed = passkey.used(asked["request_options"], **how)
    return browser.post(f"{IN}passkey/", {"credential": handed}), browser
