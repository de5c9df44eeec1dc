"""Steps 4 and 5: a meeting is arranged, everybody is asked, answers for themselves; it moves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.journeys.story import post

THERE = ("ama@example.net", "kojo@example.net")
OTHERS = {
    "ama@example.net": ("Efua", "Kojo", "Lena", "Sol"),
    "kojo@example.net": ("Efua", "Ama", "Lena", "Sol"),
}
LONDON = ZoneInfo("Europe/London")


def lena_arranges(five):
    """Lena picks the first time at which both are free, at Efua's home."""
    lena = five.lena.press("Arrange a meeting")
    with lena.page.expect_navigation():
        lena.page.locator("table a.pill").first.click()
    assert lena.page.get_by_label("On which day?").input_value()
    lena.choose("At home").write("Where exactly?", "Quay Road 3, the green door")
    lena.write("How many minutes is the way there?", "10")
    assert lena.page.get_by_label("Efua", exact=True).first.is_checked()
    lena.press("Arrange it and ask everybody")
    lena.sees("The meeting is arranged. Everybody is being asked.")
    return lena.page.url


def mails_have_come(five, house):
    """Ama and Kojo get a link and an appointment each; neither says anything about anybody."""
    events = {}
    for to in THERE:
        mail = post.await_mail(house, to)
        post.says_nothing(mail, *OTHERS[to], "Quay")
        event, method = post.appointment(mail)
        assert (method, event["SEQUENCE"], str(event["SUMMARY"])) == ("REQUEST", 0, "Meeting")
        addresses = {str(one).lower() for one in _listed(event, "ATTENDEE")}
        assert addresses <= {f"mailto:{to}"}, addresses
        assert event["DTSTART"].dt > datetime.now(LONDON)
        events[to] = event
    assert events[THERE[0]]["UID"] != events[THERE[1]]["UID"]
    return events


def efua_gets_a_letter(five, house):
    """Efua has no mail: a printed letter with a picture of her link, and the link opens."""
    with five.lena.page.expect_navigation():
        five.lena.page.get_by_role("link", name="Letter (Efua)").click()
    lena = five.lena.press("Make the letter")
    assert lena.page.locator("svg").count() >= 1
    letter = lena.page.locator("body").inner_text()
    assert [one for one in ("Ama", "Kojo", "Lena", "Sol", "Quay") if one in letter] == []
    link = post.LINK.search(letter)[0]
    lena.press("Back")
    five.efua.page.goto(link)
    five.efua.press("Open my page")
    assert five.efua.heading() == "You are asked to a meeting"


def _listed(event, name):
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def everybody_answers(five, house):
    """Ama and Kojo answer by their mailed links, Efua on her own page; nobody for another."""
    for who, to, answer in (
        (five.ama, THERE[0], "I am coming"),
        (five.kojo, THERE[1], "I can be there for a part of it"),
    ):
        who.page.goto(post.link(post.await_mail(house, to)))
        who.press("Open my page")
        assert who.heading() == "You are asked to a meeting"
        who.sees_nothing_of("Efua", "Quay Road 3")  # before the proof: when it is, and the answer
        who.press("Open my page")
        post.proves(who, house, to)
        assert who.heading() == "You are asked to a meeting"
        who.choose(answer).write("In your own words", f"From {who.name}.")
        who.press("Keep this answer")
    efua = five.efua.go("/riverside/days/mine/").press("Say whether you come")
    efua.sees("Quay Road 3, the green door")
    efua.choose("I am coming").press("Keep this answer")
    five.sol.go("/riverside/days/").follow("ul.times a").sees("From ama.")
    five.lena.page.reload()
    five.lena.sees("From ama.", "From kojo.", "can be there for a part of it")


def it_is_moved(five, house, before):
    """The meeting moves by an hour: the same appointment everywhere, with a higher number."""
    lena = five.lena.press("Move it")
    day, at = (lena.page.get_by_label(one) for one in ("On which day?", "At what time?"))
    begins = datetime.fromisoformat(f"{day.input_value()}T{at.input_value()[:5]}")
    later = begins + timedelta(hours=1)
    day.fill(f"{later:%Y-%m-%d}")
    at.fill(f"{later:%H:%M}")
    lena.press("Move it and tell everybody").sees("It was moved once.")
    for to in THERE:
        mail = post.await_mail(house, to, 2)
        post.says_nothing(mail, *OTHERS[to], "Quay")
        event, method = post.appointment(mail)
        assert method == "REQUEST"
        assert (event["UID"], event["SEQUENCE"]) == (before[to]["UID"], 1)
        assert event["DTSTART"].dt - before[to]["DTSTART"].dt == timedelta(hours=1)
