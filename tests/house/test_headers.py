"""What every answer tells a browser: nothing from elsewhere, nothing kept, nothing framed."""

import asyncio
import json
import os
import subprocess
import sys

import httpx
import pytest
from django.conf import settings
from django.test import Client
from servestatic import ServeStaticASGI

from tests.house.the_house import SOURCE
from withness.web import asgi

pytestmark = pytest.mark.timeout(120)
PATHS = ("/", "/riverside/contacts/ask/", "/riverside/sign-in/", "/riverside/nothing-here/", "/x/")
TLS = """
import json
import django
from django.conf import settings
from django.core.management import call_command
django.setup()
call_command("check", deploy=True, fail_level="WARNING")
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE",
         "SECURE_SSL_REDIRECT", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_SECONDS")
named = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
print(json.dumps([getattr(settings, name) for name in names] + named))
"""


def policy(answer):
    """Return the content policy as a dictionary: what is asked for, and from where it may come."""
    parts = answer["Content-Security-Policy"].split(";")
    return {part.split()[0]: part.split()[1:] for part in parts if part.strip()}


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_what_a_browser_may_do_with_it(cast, browser_of, path):
    for client in (Client(), browser_of("lena"), browser_of("jonas")):
        answer = client.get(path)
        kept_to = policy(answer)
        for none in ("default-src", "object-src", "base-uri", "frame-ancestors"):
            assert kept_to[none] == ["'none'"]
        for own in ("script-src", "style-src", "connect-src", "form-action"):
            assert kept_to[own] == ["'self'"]
        assert kept_to["img-src"] == ["'self'", "data:"]
        assert answer["Content-Type"] == "text/html; charset=utf-8"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
        assert "Access-Control-Allow-Origin" not in answer


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(cast):
    client = Client()
    client.get("/riverside/contacts/ask/")
    client.post("/riverside/language/", {"language": "de"})
    client.post("/riverside/sign-in/", {"email": "lena@example.org"})
    assert set(client.cookies) == {"withness", "withness_form", "withness_language"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_behind_tls_everything_is_kept_to_it(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "withness.web.settings",
        "PYTHONPATH": str(SOURCE.parent),
        "WITHNESS_HOME": str(tmp_path),
        "WITHNESS_DATABASE": "",
        "WITHNESS_DATABASE_OWNER": "",
        "WITHNESS_SECRET": "",
        "WITHNESS_ORIGIN": "https://meetings.example.org",
    }
    said = subprocess.run(
        [sys.executable, "-c", TLS], env=environment, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout.splitlines()[-1]) == [
        *[True] * 5, 31_536_000, "__Host-withness", "__Host-withness_form",
    ]  # fmt: skip


def test_style_sheets_and_scripts_carry_them_too(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "SECURE_HSTS_SECONDS", 31_536_000)
    (tmp_path / "house.css").write_text("a { color: inherit }")
    served = ServeStaticASGI(
        asgi.pages, root=tmp_path, prefix="static", add_headers_function=asgi.guarded
    )

    async def once():
        transport = httpx.ASGITransport(app=served)
        async with httpx.AsyncClient(transport=transport, base_url="https://testserver") as asking:
            return await asking.get("/static/house.css")

    answer = asyncio.run(once())
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000; includeSub")
    kept_to = policy(answer.headers)
    assert kept_to["frame-ancestors"] == kept_to["object-src"] == kept_to["base-uri"] == ["'none'"]
    assert asgi.application.add_headers_function is asgi.guarded
