"""Steps 7 and 8: reading and owning afterwards, the next meeting, and everybody's day."""

from urllib.parse import urlsplit

from tests.journeys.story import arranging, post, sitting

OTHERWISE = "I was frightened. Now I am glad that we sat together."


def the_promise_is_kept(five):
    """Only a meeting that was held keeps the promise; Ama still sees only "taken up"."""
    lena = five.lena
    promise = lena.page.context.new_page()
    promise.goto("/riverside/contacts/promises/")
    promise.get_by_text("Nobody waits for a first meeting.").wait_for()
    promise.close()
    lena.go("/riverside/days/").sees_nothing_of("You hold this promise")


def ama_reads(five, house, record):
    """Ama reads the record by her own mailed link: what is open to her, and nothing else."""
    five.ama.page.goto(post.link(post.mails(house, "ama@example.net")[-1]))
    five.ama.press("Open my page").press("Open my page")
    post.proves(five.ama, house, "ama@example.net", 2)
    five.ama.press("To the meeting")
    assert urlsplit(five.ama.page.url).path == record
    said = five.ama.page.locator("article.line .words").all_inner_texts()
    assert said == [sitting.EFUA, sitting.SOL, sitting.AMA, sitting.AMA_TOO, sitting.KOJO]
    five.ama.sees_nothing_of(sitting.ONLY_EFUA, "Only you")
    said = five.efua.go(record).page.locator("article.line .words").all_inner_texts()
    assert sitting.ONLY_EFUA in said
    assert five.efua.page.locator("article.line", has_text=sitting.EFUA).count() == 1


def ama_owns_her_words(five, record):
    """Ama says one line differently and takes one back: only she can read the old words."""
    ama = five.ama
    _about(ama, sitting.AMA)
    ama.press("Say it differently")
    ama.page.get_by_label("Your words").fill(OTHERWISE)
    with ama.page.expect_navigation():
        ama.page.locator("main button.strong").click()
    ama.go(record).sees(OTHERWISE)
    _about(ama, OTHERWISE)
    ama.page.get_by_text("What it said before (only you can read this)").click()
    ama.sees(sitting.AMA)
    ama.go(record)
    _about(ama, sitting.AMA_TOO)
    ama.press("Take it back")
    with ama.page.expect_navigation():
        ama.page.locator("main button.strong").click()
    for one in (five.efua, five.lena, five.kojo):
        one.go(record).sees(OTHERWISE)
        one.sees_nothing_of(sitting.AMA, sitting.AMA_TOO)
        lines = one.page.locator("article.line", has_text=OTHERWISE)
        assert lines.locator(".who").inner_text() == "Ama"


def _about(one, words):
    line = one.page.locator("article.line", has_text=words)
    with one.page.expect_navigation():
        line.get_by_role("link", name="About these words").click()


def the_next_one(five, house, meeting):
    """The next meeting is one press from the last: the same people and place; days show it."""
    lena = five.lena
    lena.page.goto(meeting)
    lena.press("Arrange the next meeting").sees("The same people as last time are offered first.")
    for name in ("Efua", "Ama, my sister", "Kojo, a friend from the garden", "Lena"):
        assert lena.page.get_by_label(name, exact=True).first.is_checked(), name
    assert lena.page.get_by_label("Where exactly?").input_value() == "Quay Road 3, the green door"
    with lena.page.expect_navigation():
        lena.page.locator("table a.pill").first.click()
    lena.press("Arrange it and ask everybody").sees("It is meeting number 2.")
    its = urlsplit(lena.page.url).path
    for one in (lena, five.sol):
        one.go("/riverside/days/")
        row = one.page.locator("ul.times li", has=one.page.locator(f"a[href*='{its}']"))
        assert "The Quay Road network" in row.inner_text()
    mail = post.await_mail(house, "ama@example.net", 3)
    post.says_nothing(mail, *arranging.OTHERS["ama@example.net"], "Quay")
    assert post.appointment(mail)[0]["SEQUENCE"] == 0
    five.efua.go("/riverside/days/mine/").sees("Waits for your answer")
