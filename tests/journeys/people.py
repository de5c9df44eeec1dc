"""Somebody with a telephone in their hand: a browser of their own, and what went wrong in it."""

from contextlib import suppress
from urllib.parse import urlsplit

PHONE = {"width": 360, "height": 740}
REFUSED = "status of 422"  # a form that comes back: the browser tells of it as of a failure
HERE = ("127.0.0.1", "localhost")


class Person:
    """One person's browser. `wrong` gathers what must never happen on any page."""

    def __init__(self, name, browser, address, *, js=True, size=None, scheme="light"):
        self.name, self.address, self.js, self.wrong = name, address, js, []
        self.context = browser.new_context(
            viewport=size or PHONE,
            java_script_enabled=js,
            color_scheme=scheme,
            base_url=address,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.context.on("request", self._asked)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda one: self._tell(f"script: {one.error}"))

    def _tell(self, what):
        self.wrong.append(f"{self.name} at {self.page.url}: {what}")

    def _asked(self, request):
        at = urlsplit(request.url)
        if at.scheme not in ("data", "blob", "about") and at.hostname not in HERE:
            self._tell(f"asked {request.url}")

    def _console(self, message):
        if message.type == "error" and REFUSED not in message.text:
            self._tell(f"console: {message.text}")

    def go(self, path):
        """Open an address of the house; it answers 200."""
        answer = self.page.goto(path) or self.page.goto(path)  # a page may be on its way anew
        assert answer.status == 200, f"{self.name}: {path} answers {answer.status}"
        return self

    def press(self, words):
        """Press the button or follow the link that says these words."""
        found = self.page.get_by_role("button", name=words, exact=True).or_(
            self.page.get_by_role("link", name=words, exact=True)
        )
        with self.page.expect_navigation():
            found.locator("visible=true").first.click()
        return self

    def follow(self, selector):
        """Follow the first link that stands at this place of the page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        return self

    def look(self):
        """What stands on the page now, for whoever reads why a journey failed."""
        with suppress(Exception):
            return f"{self.name} at {self.page.url}\n{self.page.locator('body').inner_text()}"
        return f"{self.name}: no page"

    def write(self, label, words):
        """Write into the field with this label."""
        self.page.get_by_label(label).fill(words)
        return self

    def choose(self, label):
        """Choose the row with these words, as a finger does."""
        self.page.get_by_label(label, exact=True).check()
        return self

    def sees(self, *words):
        """Every one of these words stands on the page."""
        for one in words:
            self.page.get_by_text(one).first.wait_for()
        return self

    def sees_nothing_of(self, *words):
        """None of these words stands anywhere on the page, seen or unseen."""
        whole = self.page.content()
        for one in words:
            assert one not in whole, f"{self.name} finds {one!r} at {self.page.url}"
        return self

    def heading(self):
        """What the page's one heading says."""
        assert self.page.locator("h1").count() == 1, f"{self.page.url} has not one h1"
        return self.page.locator("h1").inner_text()

    def close(self):
        """Put the telephone away."""
        self.context.close()
