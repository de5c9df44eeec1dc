"""How practitioners sign in, in a browser: a passkey, an app and spare codes, and devices ended.

The passkey is kept by Chromium's own stand-in for a telephone's; everything else is real.
"""

import re
from types import SimpleNamespace

import pytest

from tests.journeys.looking import Looker
from tests.journeys.story import post
from tests.web.signing import app_code

IN = "/riverside/sign-in/"


@pytest.fixture
def nearby(house):
    """The same house at the one plain address for which browsers keep passkeys."""
    address = house.address.replace("127.0.0.1", "localhost")
    return SimpleNamespace(address=address, mails=house.mails)


def keeps_passkeys(somebody):
    """Give somebody's telephone a place for passkeys that knows its owner by a finger."""
    wire = somebody.context.new_cdp_session(somebody.page)
    wire.send("WebAuthn.enable")
    kept = wire.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return lambda knows: wire.send(
        "WebAuthn.setUserVerified",
        {"authenticatorId": kept["authenticatorId"], "isUserVerified": knows},
    )


def signs_in(somebody, house):
    """Type the mailed code."""
    lena = "lena@example.org"
    number = len(post.mails(house, lena, "Your code")) + 1
    somebody.go(IN).write("Your work mail address", lena).press("Send me a code")
    mail = post.await_mail(house, lena, number, "Your code")
    somebody.write("The code", post.code(mail)).press("Sign in")


def looked_over(somebody):
    """Look the page over, with axe, light and dark."""
    looker = Looker(somebody)
    looker.look_over()
    looker.ask_axe()
    assert looker.faults == []


def test_a_passkey_signs_in_alone_and_only_its_owner(nearby, person):
    lena = person("lena", nearby)
    knows = keeps_passkeys(lena)
    signs_in(lena, nearby)
    lena.go(f"{IN}means/")
    looked_over(lena)
    lena.press("Add a passkey")
    looked_over(lena)
    lena.write("What shall we call it?", "My telephone").press("Make the passkey")
    lena.sees("ten spare codes")
    assert lena.heading() == "Spare codes"
    looked_over(lena)
    lena.press("I have kept them").sees("My telephone", "10 spare codes left")
    looked_over(lena)
    lena.go("/riverside/sign-out/").press("Sign out")
    lena.go(IN).press("Sign in with a passkey")
    assert lena.page.url.endswith("/riverside/days/")
    lena.go("/riverside/sign-out/").press("Sign out")
    knows(False)
    lena.go(IN).page.get_by_role("button", name="Sign in with a passkey").click()
    lena.sees("That did not work, or it was stopped.")
    knows(True)
    lena.press("Sign in with a passkey")
    assert lena.page.url.endswith("/riverside/days/")


@pytest.mark.parametrize("js", [True, False])
def test_an_app_and_spare_codes_work_also_without_javascript(nearby, person, js):
    lena = person("lena", nearby, js=js)
    signs_in(lena, nearby)
    lena.go(f"{IN}app/")
    secret = re.search(r'<code dir="ltr">([A-Z2-7]+)</code>', lena.page.content()).group(1)
    assert lena.page.locator("main img").bounding_box()["height"] == 240
    if js:
        assert lena.page.locator("main img").evaluate("(one) => one.naturalWidth") > 0
        looked_over(lena)
    lena.write("The six digits", app_code(secret, -1)).press("Use this app")
    spare = lena.page.locator("main code").all_inner_texts()
    assert len(spare) == 10
    lena.go("/riverside/sign-out/").press("Sign out")
    signs_in(lena, nearby)
    assert lena.heading() == "One more step"
    if js:
        looked_over(lena)
    lena.write("A code of your app, or a spare code", spare[0]).press("Sign in")
    assert lena.page.url.endswith("/riverside/days/")
    lena.go(f"{IN}passkeys/new/")
    if not js:
        lena.sees("Passkeys need JavaScript")
        assert not lena.page.get_by_role("button", name="Make the passkey").is_visible()


def test_a_telephone_left_in_the_bus_is_signed_out_from_another(nearby, person):
    lost, here = person("lena", nearby), person("lena", nearby)
    signs_in(lost, nearby)
    signs_in(here, nearby)
    here.go(f"{IN}devices/").sees("this one")
    looked_over(here)
    here.press("End all others").sees("One session was ended.")
    lost.page.goto("/riverside/teams/")
    assert lost.page.locator("nav.places").count() == 0
    lost.wrong.clear()  # the browser tells of a page that is absent
