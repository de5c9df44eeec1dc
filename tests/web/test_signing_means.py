"""How I sign in and where: changed after showing who one is, ended at once, told by mail."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.web import signing
from tests.web.signing import AGAIN, IN, MEANS, is_in, sign_in
from withness.delivery.models import Message
from withness.people.models import Account
from withness.service.rules import tells_too_much
from withness.trail.models import Entry
from withness.web import actions, models, queries, rules, tasks

DEVICES = f"{IN}devices/"
CHANGES = ("passkeys/new/", "app/", "spare/", "spare/new/")


pytestmark = pytest.mark.usefixtures("nothing_counted")


def later(browser, **passed):
    """Let time pass since somebody showed who they are."""
    session = browser.session
    for record in session["account_authentication_methods"]:
        record["at"] -= timedelta(**passed).total_seconds()
    session.save()
    return browser


# ---- showing who one is
def test_everything_is_changed_only_by_whoever_showed_lately_who_they_are(cast):
    fresh, left_open = sign_in(), later(sign_in(), minutes=11)
    for page in CHANGES[:2]:
        assert fresh.get(f"{IN}{page}").status_code == 200
    for page in CHANGES:
        for asked in (left_open.get, left_open.post):
            assert asked(f"{IN}{page}").headers["Location"].startswith(AGAIN)
    assert not Authenticator.objects.exists()


def test_the_pages_are_absent_for_everybody_else(cast, browser_of):
    key = Authenticator.objects.create(user=cast.lena.person.account, type="webauthn", data={})
    pages = [*CHANGES, "means/", "again/", "devices/", f"passkeys/{key.pk}/end/", "app/end/"]
    for browser in (Client(), browser_of("mira"), browser_of("wilhelm")):
        for page in pages:
            assert browser.get(f"{IN}{page}").status_code == 404
            assert browser.post(f"{IN}{page}").status_code == 404


def test_a_mailed_code_shows_who_one_is_where_there_is_nothing_more(cast):
    browser = later(sign_in(), hours=1)
    page = browser.get(f"{IN}app/", follow=True).content.decode()
    assert "Send me a code" in page
    before = len(mail.outbox)
    browser.post(AGAIN, {"send": "yes", "next": f"{IN}app/"})
    code = signing.code_in(signing.mailed(before + 1).body)
    assert browser.post(AGAIN, {"code": "WRONG-CODE"}).status_code == 422
    answer = browser.post(AGAIN, {"code": code, "next": f"{IN}app/"})
    assert answer.headers["Location"] == f"{IN}app/"
    assert browser.get(f"{IN}app/").status_code == 200
    again = later(browser, hours=1)
    assert again.post(AGAIN, {"code": code}).status_code == 422, "a code counts once"


def test_a_mailed_code_is_not_enough_where_there_is_an_app(cast):
    """Whoever reads the mail of somebody else must not take their app away."""
    browser = sign_in()
    secret, _spare = signing.use_app(browser)
    later(browser, hours=1)
    before = len(mail.outbox)
    assert browser.post(AGAIN, {"send": "yes"}).status_code == 422
    assert len(mail.outbox) == before
    assert browser.post(f"{IN}app/end/").headers["Location"].startswith(AGAIN)
    assert browser.post(AGAIN, {"code": signing.app_code(secret, 1)}).status_code == 302
    assert browser.post(f"{IN}app/end/").status_code == 302
    assert not Authenticator.objects.exists()


def test_showing_who_one_is_is_tried_ten_times(cast):
    browser = later(sign_in(), hours=1)
    answers = [browser.post(AGAIN, {"code": f"WRONG-{n}"}).status_code for n in range(12)]
    assert answers == [422] * 10 + [429] * 2


@pytest.mark.parametrize("there", ["https://example.net/", "//example.net", "/\\example.net", "x"])
def test_showing_who_one_is_leads_nowhere_else(cast, there):
    page = later(sign_in(), hours=1).get(AGAIN, {"next": there}).content.decode()
    assert re.findall(r'"hidden" name="next" value="([^"]*)"', page)[0] == MEANS


# ---- what is told
def test_every_change_is_written_down_and_told_in_neutral_words(cast):
    """promise 20"""
    browser = sign_in()
    secret, _spare = signing.use_app(browser)
    browser.post(f"{IN}spare/new/")
    browser.post(f"{IN}app/end/")
    assert secret
    for deed in ("web.add_app", "web.make_spare_codes", "web.end_app"):
        assert Entry.objects.filter(deed=deed, person_id=cast.lena.person_id).count() == 1
    bodies = [(m.subject, m.body, m.state) for m in Message.objects.filter(key__startswith="web.")]
    assert len(bodies) == 4
    for subject, body, state in bodies:
        assert state == "waiting"
        assert not tells_too_much(subject + body)
        assert not re.search(r"riverside|withness|lena|dialogue", (subject + body).lower())


def test_another_persons_passkey_cannot_be_taken_away(cast):
    other = Authenticator.objects.create(user=cast.sol.person.account, type="webauthn", data={})
    browser = sign_in()
    assert browser.get(f"{IN}passkeys/{other.pk}/end/").status_code == 404
    assert browser.post(f"{IN}passkeys/{other.pk}/end/").status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


# ---- where one is signed in
def rows(browser):
    page = browser.get(DEVICES).content.decode()
    return re.findall(r"devices/([0-9a-f-]{36})/end/", page), page


def test_each_place_is_seen_and_ended_at_once(cast):
    here = sign_in()
    there = sign_in(browser=Client(headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/605"}))
    (other,), page = rows(here)
    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert page.count("this one") >= 1
    assert is_in(there)
    assert here.post(f"{DEVICES}{other}/end/").status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert SESSION_KEY not in there.session
    assert Entry.objects.filter(deed="web.end_session").count() == 1
    assert Message.objects.filter(key__startswith="web.end_session:").count() == 1


def test_all_others_end_together(cast):
    here, *others = [sign_in() for _ in range(3)]
    sol = sign_in("sol@example.org")
    here.post(f"{DEVICES}others/end/")
    assert [is_in(each) for each in (here, *others, sol)] == [True, False, False, True]
    assert here.post(f"{DEVICES}others/end/").status_code == 302
    assert Entry.objects.filter(deed="web.end_session").count() == 1


def test_nobody_ends_somebody_elses_session(cast, browser_of):
    lena, sol = sign_in(), sign_in("sol@example.org")
    theirs = models.Session.objects.get(account=cast.sol.person.account)
    for browser in (lena, Client(), browser_of("mira")):
        assert browser.post(f"{DEVICES}{theirs.pk}/end/").status_code == 404
    assert is_in(sol)


def test_what_nobody_used_for_three_days_is_over(cast):
    browser = sign_in()
    models.Session.objects.update(seen_at=timezone.now() - rules.IDLE + timedelta(minutes=1))
    assert is_in(browser)
    models.Session.objects.update(seen_at=timezone.now() - rules.IDLE)
    assert not is_in(browser)
    models.SessionStore.clear_expired()
    assert not models.Session.objects.filter(account__isnull=False).exists()


def test_a_session_ends_after_fourteen_days_however_much_it_is_used(cast):
    browser = sign_in()
    row = models.Session.objects.get(account__isnull=False)
    assert timedelta(days=13) < row.expire_date - timezone.now() <= timedelta(days=14)
    used = browser.session
    used["something"] = "kept in it"
    used.save()
    assert models.Session.objects.get(pk=row.pk).expire_date == row.expire_date
    models.Session.objects.update(expire_date=timezone.now())
    assert not is_in(browser)


def test_last_seen_is_written_down_at_most_every_five_minutes(cast):
    browser = sign_in()
    early = timezone.now() - rules.SEEN_EVERY - timedelta(seconds=1)
    models.Session.objects.update(seen_at=early)
    is_in(browser)
    first = models.Session.objects.get().seen_at
    is_in(browser)
    assert early < first == models.Session.objects.get().seen_at


def test_no_address_is_kept(cast):
    sign_in(browser=Client(REMOTE_ADDR="203.0.113.77"))
    kept = [models.contents(row) for row in models.Session.objects.all()]
    assert "203.0.113.77" not in str(kept)


# ---- a colleague who lost everything
def test_whoever_keeps_the_accounts_lets_a_colleague_in_again(cast, browser_of):
    lena = sign_in()
    signing.use_app(lena)
    noor = browser_of("noor")
    page = f"{IN}colleagues/{cast.lena.pk}/"
    assert b"Speak with them first" in noor.get(page).content
    noor.post(page)
    assert not is_in(lena)
    assert not Authenticator.objects.exists()
    assert is_in(sign_in())
    assert Entry.objects.filter(deed="web.let_in_again").count() == 1
    (told,) = Message.objects.filter(key__startswith="web.let_in_again:")
    assert (told.address, told.state) == ("lena@example.org", "waiting")


def test_without_that_duty_nobody_takes_anything_away(cast, browser_of):
    signing.use_app(sign_in())
    page = f"{IN}colleagues/{cast.lena.pk}/"
    for name in (None, "mira", "lena", "sol", "wilhelm"):
        browser = browser_of(name)
        assert browser.get(page).status_code == 404
        assert browser.post(page).status_code == 404
    assert browser_of("noor").get(f"{IN}colleagues/{cast.wilhelm.pk}/").status_code == 404
    assert Authenticator.objects.count() == 2
    assert Account.objects.filter(email="lena@example.org").exists()


# ---- what a device is called
@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko Firefox/150.0", "Firefox", "Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge", "Windows"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari/537.36", "Chrome", "Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1", "Safari", "iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/19 Safari/605", "Safari", "Mac"),
        ("<script>alert(1)</script>", "", ""),
        ("", "", ""),
    ],
)
def test_a_device_is_named_as_its_owner_would_and_no_closer(agent, browser, system):
    assert rules.device(agent) == rules.Device(browser, system)


def test_the_worker_sweeps_what_is_over_and_nothing_else(cast):
    browser = sign_in()
    cache.set("kept", 1, timeout=600)
    cache.set("over", 1, timeout=1)
    tasks.sweep(timezone.now() + timedelta(seconds=5))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM web_cache WHERE cache_key IN (':1:kept', ':1:over')")
        assert cursor.fetchall() == [(":1:kept",)]
    assert is_in(browser)
    assert tasks in tasks.rooms_with_tasks()


def test_rotating_keys_seals_what_one_signs_in_with_too(cast, settings):
    browser = sign_in()
    secret, _spare = signing.use_app(browser)
    old = settings.WITHNESS_KEYS
    assert queries.by_key() == {1: 2}
    settings.WITHNESS_KEYS = "2 " + "C" * 43 + "=\n" + old
    assert actions.reseal() == 2
    assert queries.by_key() == {2: 2}
    browser.post("/riverside/sign-out/")
    again = sign_in()
    again.post(f"{IN}second/", {"code": signing.app_code(secret)})
    assert is_in(again)


def test_whoever_changes_an_address_cannot_do_it_behind_its_owners_back(cast, browser_of):
    page = f"/riverside/teams/practitioners/{cast.lena.pk}/mail/"
    assert browser_of("noor").post(page, {"email": "mine@example.org"}).status_code == 302
    (told,) = Message.objects.filter(key__startswith="teams.change_mail:")
    assert (told.address, told.state) == ("lena@example.org", "waiting")
    assert not tells_too_much(told.subject + told.body)
