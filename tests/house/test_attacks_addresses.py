"""Odd addresses, hosts, cookies, methods and returns: an answer to each, and none of them serves."""

import pytest
from django.test import Client

from tests.house import doors
from tests.house.forbidden import at
from tests.house.riches import riches

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
ODD = (
    "//riverside/contacts/ask/", "/riverside//contacts/ask/", "/%00/", "/%00",
    "/river%00side/contacts/ask/", "/riverside/%00/", "/riverside/..;/", "/riverside/%2e%2e/",
    "/rïverside/ask/", "/%ff%fe/x/", "/\U0001f600/x/", "/" + "a" * 30_000 + "/",
    "/riverside/" + "a/" * 5_000, "/RIVERSIDE/contacts/ask/", "/riverside/contacts/ask",
    "/riverside/networks/00000000-0000-0000-0000-00000000000/", "/static/../settings.py",
    "/riverside/open/%00/x/", "/riverside/networks/NaN/", "/demo/as/mira/", "/admin/", "/.git/",
)  # fmt: skip
ASKED = ("from", "after", "before", "beside", "change", "page", "say", "team", "who")
STRANGE = ("\x00", "9" * 40, "²", "-1", "0001-01-01", "9999-12-31", "'\"><script>x", "\u202e", "[")


@pytest.mark.parametrize("path", ODD, ids=lambda path: path[:40])
def test_an_odd_address_is_absent_by_whatever_method(cast, browser_of, path):
    for client in (Client(raise_request_exception=False), browser_of("lena")):
        for method in METHODS:
            answer = getattr(client, method)(path)
            assert answer.status_code in (404, 405), method


def test_nothing_asked_behind_a_question_mark_breaks_a_page_or_comes_back_as_script(cast):
    scene = doors.scene(cast)
    scene.objects |= riches(cast)
    for kind in ("inside", "member"):
        client = scene.clients[kind]
        for name, (pattern, arguments) in doors.inside().items():
            for strange in STRANGE if name not in ("account_logout", "web:close") else ():
                path = at(pattern, arguments, scene.objects)
                answer = client.get(path, dict.fromkeys(ASKED, strange))
                assert answer.status_code < 500, (name, strange)
                assert answer.streaming or b"<script>x" not in answer.content, name


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1@evil.example", "[::1", "a b", "\u0430"]
)
def test_a_host_that_is_not_ours_gets_nothing(cast, host):
    answer = Client().get("/riverside/contacts/ask/", headers={"host": host})
    assert answer.status_code == 400
    assert b"riverside" not in answer.content.lower()
    assert Client().get("/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "name", ["withness", "withness_form", "withness_language", "withness_asked"]
)
@pytest.mark.parametrize("value", ['"\\000aaaaaaaaaaaaaa"', '"\\377\\377a"', "x" * 5_000, '"', "é"])
def test_a_cookie_that_nobody_gave_is_no_cookie(cast, name, value):
    client = Client(raise_request_exception=False)
    answer = client.get("/riverside/contacts/asked/", headers={"cookie": f"{name}={value}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "to",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)",
     "http:evil.example", "\x08//evil.example", "///evil.example", "/\t/evil.example"],
)  # fmt: skip
def test_no_return_leads_out_of_the_house(cast, to):
    client = Client()
    said = client.post("/riverside/language/", {"language": "de", "next": to})
    code = client.post("/riverside/sign-in/", {"email": "lena@example.org", "next": to})
    out = client.post("/riverside/sign-out/", {"next": to})
    for answer in (said, code, out):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/riverside/")


def test_a_return_with_line_ends_sets_no_header(cast):
    answer = Client().post("/riverside/language/", {"next": "/ok\r\nSet-Cookie: a=b"})
    assert "\n" not in answer.headers["Location"]
    assert "a" not in answer.cookies


def test_no_form_is_taken_that_our_own_pages_did_not_give(cast, browser_of):
    """Cross-site requests: every address that takes a form asks for the page's own mark."""
    scene = doors.scene(cast)
    scene.objects |= riches(cast)
    for kind in ("nobody", "member", "inside"):
        client = Client(enforce_csrf_checks=True)
        client.cookies = scene.clients[kind].cookies
        for name, (pattern, arguments) in doors.inside().items():
            path = at(pattern, arguments, scene.objects)
            if name != "web:leave":  # leaving is always let: it ends a visit, and does nothing else
                assert client.post(path, {}).status_code in (403, 404, 405), name
