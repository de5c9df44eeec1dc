"""Leaving on a telephone that is not one's own: the back button, the history, and the cookies."""

import pytest

from tests.journeys.story import asking

GONE = ("Noor", "Ama", "looks after your request", "own-link")


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def ama(request, house, person):
    """Ama has asked for help on this device, and her page is open on it."""
    ama = person("ama", house, js=request.param).go("/riverside/contacts/ask/")
    ama.write("What shall we call you?", "Ama").press("Ask for a meeting").press("Open it now")
    assert ama.heading() == "Noor looks after your request"
    return ama.go("/riverside/people/own/").go("/riverside/days/caller/")


def left(ama):
    """The empty page stands there, and nothing of hers is left on the device."""
    ama.page.wait_for_url("**/riverside/leave/")
    assert ama.page.title() == ""
    assert ama.page.locator("body").inner_text().strip() == ""
    assert ama.context.cookies() == []


def nothing_comes_back(ama):
    """However often one goes back, no page shows a word of hers, and none answers her session."""
    for _ in range(4):
        ama.page.go_back(wait_until="load")
        if "/contacts/ask" not in ama.page.url:
            ama.sees_nothing_of(*GONE)
            assert "Leave quickly" not in ama.page.content() or "404" not in ama.page.title()
    ama.page.goto("/riverside/days/caller/")
    ama.sees_nothing_of(*GONE)
    ama.wrong.clear()  # the browser itself tells of each page that is absent now


def test_leaving_quickly_leaves_nothing_behind_the_back_button(ama):
    """One press: the page is empty at once, the visit is over, and back shows nothing."""
    with ama.page.expect_navigation(url="**/riverside/leave/"):
        ama.page.get_by_role("button", name="Leave quickly").click()
    left(ama)
    nothing_comes_back(ama)


def test_closing_the_page_leaves_nothing_behind_the_back_button(ama):
    """The slow way out does the same."""
    ama.go("/riverside/close/").press("Close it")
    left(ama)
    nothing_comes_back(ama)


def test_escape_three_times_leaves_too(house, person):
    """With the keyboard, wherever the focus is."""
    ama = person("ama", house).go("/riverside/contacts/ask/")
    for _ in range(3):
        ama.page.keyboard.press("Escape")
    ama.page.wait_for_url("**/riverside/leave/")
    assert asking.HOPE not in ama.page.content()
