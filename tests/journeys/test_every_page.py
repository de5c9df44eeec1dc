"""Every page of the made-up service, as everybody who may open it, in both themes.

One page of each kind is looked over for each person; axe looks once at each kind of page for
those who work here and once for everybody else.
"""

from collections import deque
from urllib.parse import urlsplit

import pytest

from tests.journeys.looking import Looker, pattern

WHO = ("lena", "sol", "noor", "mira", "jonas", "hale", "ama", "nobody")
WORK_HERE = ("lena", "sol", "noor")
MORE = ("/riverside/sign-in/", "/riverside/contacts/ask/", "/riverside/days/what-happens/")
MOST = 120
LEAST = {"lena": 40, "sol": 40, "noor": 50, "mira": 15, "jonas": 15, "hale": 6, "ama": 4}
STEPS = ("To the opening", "Begin to talk", "To the reflecting", "To the closing")
BAD = """<!doctype html><html><title>Mira</title><img src="data:,x"><div style="width:900px">wide</div>
<script>console.error("harm")</script></html>"""
COMING = "ul.times a:has-text('The Hill Street network')"
asked_axe = set()


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_well_made(who, demo_house, person, record_testsuite_property):
    """No fault on any page that this person can come to by links."""
    looker = Looker(person(who, demo_house))
    looker.open(f"/demo/as/{who}/")
    ahead = deque([looker.page.url, *(f"{demo_house.address}{one}" for one in MORE)])
    seen = set()
    while ahead and len(seen) < MOST:
        address = ahead.popleft()
        if pattern(address) in seen:
            continue
        seen.add(pattern(address))
        if not looker.open(address):
            continue
        seen.add(pattern(looker.page.url))
        looker.look_over()
        ahead.extend(one for one in looker.links() if pattern(one) not in seen)
        kind = (pattern(looker.page.url), who in WORK_HERE)
        if kind not in asked_axe:
            asked_axe.add(kind)
            looker.ask_axe()
            if looker.send_empty():
                looker.look_over()
                looker.ask_axe()
    record_testsuite_property(f"pages, {who}", sorted(seen))
    record_testsuite_property(f"heaviest page in bytes, {who}", looker.heaviest)
    assert looker.faults == [], "\n" + "\n".join(looker.faults)
    assert len(seen) >= LEAST.get(who, 3), sorted(seen)


def test_pages_that_come_after_a_press_are_well_made(demo_house, person):
    """What is shown once, printed or handed over, and the first pages of somebody who asks."""
    caller, lena = (Looker(person(who, demo_house)) for who in ("caller", "lena"))

    def over(one):
        one.look_over()
        one.ask_axe()

    caller.open("/riverside/contacts/ask/")
    caller.person.write("What shall we call you?", "Ama").press("Ask for a meeting")
    over(caller)
    link = urlsplit(caller.page.locator("#own-link").input_value()).path
    caller.person.press("Open it now")
    over(caller)
    caller.open("/riverside/people/own/door/")
    over(caller)
    caller.open(link)
    over(caller)
    for path in ("back/", "back/digits/"):
        caller.open(f"/riverside/{path}")
        over(caller)
        if path == "back/":
            caller.person.write(
                "A mail address or telephone number that you gave us before", "x@y.zz"
            )
            caller.person.write("Where can we reach you now?", "z@y.zz")
            caller.person.press("Ask the people I named")
    caller.open("/riverside/sign-in/")
    caller.person.write("Your work mail address", "x@example.org").press("Send me a code")
    over(caller)
    lena.open("/demo/as/lena/")
    lena.person.follow("[aria-labelledby=networks] a:has-text('The Hill Street network')")
    network = lena.page.url
    lena.person.press("Jonas").press("Make their personal link")
    lena.person.choose("Show it once, to copy or print").press("Make the link")
    over(lena)
    for way in ("As a text to copy", "On paper"):
        lena.open(network)
        lena.person.press("Our record")
        lena.person.follow("section:last-of-type a.row-link").press(
            "A short extract for the other record"
        ).press(way)
        over(lena)
    lena.open("/riverside/days/")
    lena.person.follow(COMING).follow("a:has-text('Letter')").press("Make the letter")
    over(lena)
    assert caller.faults + lena.faults == [], "\n" + "\n".join(caller.faults + lena.faults)


def test_the_page_of_a_meeting_is_well_made_in_every_step(own_demo, person):
    """Lena begins; Mira sits beside her with a telephone of her own; both look at every step."""
    lena, mira = (Looker(person(who, own_demo)) for who in ("lena", "mira"))
    lena.open("/demo/as/lena/")
    mira.open("/demo/as/mira/")
    lena.person.follow(COMING).press("Begin the meeting")
    if "/records/meeting/" not in lena.page.url:
        lena.person.press("To the page we sit with")
    page = lena.page.url
    for label in (*STEPS, None):
        for one in (lena, mira):
            one.open(page)
            one.look_over()
            one.ask_axe()
        if label:
            lena.person.press(label)
    assert lena.faults + mira.faults == [], "\n" + "\n".join(lena.faults + mira.faults)


def test_the_eye_sees_what_is_wrong(demo_house, person):
    """A page with a fault of every kind is told of: the other tests do not look away."""
    looker = Looker(person("nobody", demo_house))
    looker.open("/riverside/contacts/ask/")
    assert looker.weight > 0
    looker.page.evaluate(
        "(bad) => { document.open(); document.write(bad); document.close(); }", BAD
    )
    looker.weight = 100_001
    looker.look_over()
    looker.ask_axe()
    told = "\n".join(looker.faults)
    for one in ("0 h1", "title tells", "wide", "weighs 100", "Content Security", "image-alt"):
        assert one in told, (one, told)
