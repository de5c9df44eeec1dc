"""For which services a provider speaks, and how somebody joins it to their account."""

import pytest
from django.test import Client

from tests.web import signing
from tests.web.providers import BACK, LEAD, LINK, agree, come_in
from tests.web.signing import is_in
from withness.trail.models import Entry
from withness.web import rules

pytestmark = pytest.mark.usefixtures("nothing_counted")


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
