"""Whatever people are called and whatever they write: it comes back as it was, and does nothing."""

import json

import pytest

from tests.contacts.hostile import LISTS, SOME

LONGEST = "Wolfeschlegelsteinhausen" * 8  # 192 letters in one word
FAMILY = "طارق بن زياد"
MOST = 15_000
LISTEN = """
window.alert = window.prompt = window.confirm = (what) => { document.title = `did ${what}`; };
"""
BETWEEN = "\n☙\n"


def naughty():
    """All naughty strings, in as few letters to Riverside as hold them."""
    file = LISTS / "blns" / "blns.json"
    letter, letters = [], []
    for one in [*SOME, *json.loads(file.read_text("utf-8"))]:
        if sum(map(len, letter)) + 3 * len(letter) + len(one) > MOST:
            letters.append(letter)
            letter = []
        letter.append(one)
    return [*letters, letter]


@pytest.fixture
def lena(person, demo_house):
    """Lena, who reads what comes in."""
    return person("lena", demo_house).go("/demo/as/lena/")


@pytest.fixture
def caller(person, demo_house):
    """Whoever asks; a script that runs leaves its mark."""
    one = person("caller", demo_house)
    one.context.add_init_script(LISTEN)
    one.page.on("dialog", lambda dialog: (one.wrong.append("a dialog opened"), dialog.dismiss()))
    return one


def asks(caller, name, **more):
    """Ask for help with these words in the form."""
    caller.go("/demo/as/nobody/").go("/riverside/contacts/ask/")
    caller.page.locator("#id_name").fill(name)
    for field, words in more.items():
        caller.page.locator(f"#id_{field}").fill(words)
    caller.press("Ask for a meeting")
    assert caller.heading() == "We have it. Thank you for asking."


def opens(lena, name):
    """Lena opens the promise of whoever has this name."""
    lena.go("/riverside/contacts/promises/")
    link = lena.page.get_by_role("link", name=name, exact=True).last
    with lena.page.expect_navigation():
        link.click()


def fits(one):
    """The page is no wider than the telephone."""
    width = one.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, f"{one.page.url} is {width} wide"


def test_the_whole_list_of_naughty_strings_comes_back(caller, lena):
    """Typed in a real browser, read in a real browser: the same characters, and nothing runs."""
    for number, letter in enumerate(naughty()):
        typed = BETWEEN.join(letter)
        name = f"Naughty {number}"
        asks(caller, name, hope=typed, how_to_reach=letter[0], for_whom=letter[-1][:100])
        opens(lena, name)
        read = lena.page.locator("blockquote.words").first.evaluate("(one) => one.textContent")
        sent = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        assert read.replace("\r\n", "\n").split("☙") == sent.split("☙")
        assert not lena.page.title().startswith("did ")
        fits(lena)
        lena.go("/riverside/days/")


def test_a_name_of_one_long_word_does_not_break_the_page(caller, lena):
    """Nearly two hundred letters without a space fit on a telephone, everywhere."""
    asks(caller, LONGEST, for_whom=LONGEST, who=LONGEST, when_and_where=LONGEST)
    caller.press("Open it now")
    fits(caller)
    opens(lena, LONGEST)
    assert LONGEST in lena.heading()
    fits(lena)
    lena.go("/riverside/contacts/promises/")
    fits(lena)


def test_arabic_reads_from_the_right(caller, lena):
    """Names and words run in their own direction inside an English page."""
    asks(caller, FAMILY, hope="لم تنم أختي منذ أيام.")
    opens(lena, FAMILY)
    words = lena.page.locator("blockquote.words").first
    assert words.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    name = lena.page.locator("h1 bdi")
    assert name.inner_text() == FAMILY
    assert name.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    assert lena.page.locator("h1").evaluate("(one) => getComputedStyle(one).direction") == "ltr"
