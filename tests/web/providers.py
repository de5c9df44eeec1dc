"""A provider that runs, and people who say there who they are."""

import html
import re
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import oidc_provider_mock
from django.test import Client
from werkzeug.serving import make_server

from tests.web import signing

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
