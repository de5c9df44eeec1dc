"""Step 6: the meeting is held, and its record written together."""

import time
from urllib.parse import urlsplit

ONLY_EFUA = "A line that only Efua may read: the blue notebook."
EFUA = "I would like us to speak slowly."
AMA = "I was frightened, and I am glad that we sit here."
AMA_TOO = "I said too much about our mother."
SOL = "I was moved when you looked at each other."
KOJO = "I will bring the trumpet next time."
AGREED = "We eat together on Sunday."
OPEN = "What would make the nights shorter?"
SOON = 5  # seconds; a quarter of one is meant, and machines are noisy
WATCH = """(words) => {
  window.stoodAt = null;
  new MutationObserver(() => {
    if (!window.stoodAt && document.body.textContent.includes(words)) window.stoodAt = Date.now();
  }).observe(document.body, { childList: true, subtree: true });
}"""


def it_begins(five, meeting):
    """Lena begins; all five come to the same page and say that they are here."""
    five.lena.page.goto(meeting)
    five.lena.press("Begin the meeting")
    if "/records/meeting/" not in five.lena.page.url:
        five.lena.press("To the page we sit with")
    page = urlsplit(five.lena.page.url).path
    assert page.startswith("/riverside/records/meeting/"), page
    for one in (five.ama, five.efua, five.sol, five.kojo):
        one.go(page)
        assert one.heading() == "Who is here?"
        one.press("I am here too")
    five.lena.go(page).sees("Here now:")
    told = five.lena.page.locator("[data-part=here]").inner_text()
    assert all(name in told for name in ("Lena", "Ama", "Efua", "Sol", "Kojo")), told
    assert "Not here" not in told
    five.efua.press("To the opening")
    return page


def all_write(five, page, told):
    """Everybody writes under their own name, and reads the others at once."""
    for one in (five.ama, five.efua, five.lena, five.sol, five.kojo):
        _comes(one, page, "How would each of us like to use this time?")
    five.ama.sees("Those who are here now and Efua will read them, nobody else")
    _puts(five.efua, EFUA, to=five.ama, page=page, told=told)
    five.ama.page.get_by_label("Your own words").fill("half a sentence")
    _puts(five.sol, SOL, to=five.ama, page=page, told=told)
    if five.ama.js:
        assert five.ama.page.get_by_label("Your own words").input_value() == "half a sentence"
    for words in (AMA, AMA_TOO):
        _puts(five.ama, words, to=five.efua, page=page, told=told)
    efua = five.efua.go(page)
    efua.page.get_by_text("Choose who reads it").click()
    efua.choose("Only you")
    efua.write("Your own words", ONLY_EFUA).press("Put it with the others")
    _written_down_for_kojo(five)
    _appears(five.kojo, page, KOJO)
    five.kojo.sees("Written down by Lena.")
    five.kojo.sees_nothing_of(ONLY_EFUA)


def _comes(one, page, heading):
    """The page moves on by itself where scripts run; else one looks at it anew."""
    if not one.js:
        one.go(page)
    one.page.get_by_role("heading", name=heading, level=1).wait_for()
    if one.js:  # the stream is open, and nothing moves under the finger any more
        one.page.locator("#together[data-open]").wait_for(state="attached")
    return one


def _puts(one, words, *, to, page, told):
    """Somebody puts words with the others, and they come to another telephone; `told` how soon."""
    if to.js:
        to.page.evaluate(WATCH, words)
    one.write("Your own words", words)
    began = time.time()
    one.press("Put it with the others")
    _appears(to, page, words)
    if to.js:
        told.append(to.page.evaluate("window.stoodAt") / 1000 - began)
        assert told[-1] < SOON, told


def _appears(one, page, words):
    """By itself where scripts run, without the page being loaded anew; else on looking."""
    if not one.js:
        one.go(page)
    one.page.locator("article.line", has_text=words).wait_for()


def _written_down_for_kojo(five):
    """Kojo has no glasses: Lena writes his words down, he hears them and says yes (promise 3)."""
    lena = five.lena.press("Write down for somebody")
    lena.page.get_by_label("Whose words are these?").select_option(label="Kojo")
    lena.write("In their own words", KOJO).choose("They heard it in the room and said yes")
    lena.press("Write it down")
    line = lena.page.locator("article.line", has_text=KOJO)
    assert line.locator(".who").inner_text() == "Kojo"
    assert "Kojo said yes to it in the room." in line.locator("p.small").inner_text()


def it_closes(five, page):
    """The page rests while they talk; then an agreement, an open question, nothing next."""
    five.efua.go(page).press("Begin to talk")
    for one in (five.efua, five.sol):
        _comes(one, page, "This page is resting.")
    five.sol.press("To the reflecting")
    _comes(five.kojo, page, "The practitioners talk with each other.").press("To the closing")
    kojo = _comes(five.kojo, page, "What would you like remembered?")
    kojo.press("Write down an agreement")
    kojo.write("What we agreed", AGREED).write("Who does it", "all of us").press("Write it down")
    efua = _comes(five.efua, page, "What would you like remembered?")
    efua.press("Write down what we do not know yet")
    efua.write("What we do not know yet", OPEN).press("Let it stay open")
    ama = _comes(five.ama, page, "What would you like remembered?")
    ama.sees(AGREED, OPEN).press("Say when next")
    ama.choose("Nothing agreed: that is fine too").press("Write it down")
    ama.sees("Nothing agreed.")
    lena = _comes(five.lena, page, "What would you like remembered?")
    lena.press("Close this meeting").press("Close the meeting")
    assert five.lena.heading() == "What we want remembered"
    five.lena.sees(AGREED, OPEN, "Nothing agreed.", "Here were:")
    return urlsplit(five.lena.page.url).path
