"""By keyboard alone: Tab, Enter, Space and the arrows; and one always sees where one is."""

SEEN = """(one) => [one, one.closest("label"), one.closest("summary")].some((each) => {
  if (!each) return false;
  const style = getComputedStyle(each);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
    || style.boxShadow !== "none";
})"""
SAYS = """(one) => [
  one.getAttribute("aria-label"),
  ...[...(one.labels ?? [])].map((label) => label.innerText),
  one.matches("a, button, summary") ? one.innerText : "",
].filter(Boolean).join(" ").trim()"""
MOST = 90  # presses of Tab until somebody gives up


class Keys:
    """Somebody without a mouse. Every stop on the way must be seen."""

    def __init__(self, person):
        self.person, self.page, self.keys = person, person.page, person.page.keyboard

    def to(self, words):
        """Press Tab until the thing that says these words has the focus."""
        for _ in range(MOST):
            self.keys.press("Tab")
            here = self.page.evaluate_handle("document.activeElement").as_element()
            said = here.evaluate(SAYS)
            if not here.evaluate("(one) => one === document.body"):
                assert here.evaluate(SEEN), f"the focus cannot be seen on {said!r}"
            if said.startswith(words):
                return self
        raise AssertionError(f"Tab does not lead to {words!r} at {self.page.url}")

    def type(self, words):
        """Type where the focus is."""
        self.keys.type(words)
        return self

    def press(self, key):
        """Press a key that changes something on the page."""
        self.keys.press(key)
        return self

    def go_on(self, key="Enter"):
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.keys.press(key)
        return self


def test_asking_for_help_by_keyboard(house, person):
    """From the front page to one's own page without touching a mouse."""
    ama = person("ama", house)
    keys = Keys(ama.go("/riverside/"))
    keys.to("What shall we call you?").type("Ama")
    keys.to("For me").press("ArrowDown")
    assert ama.page.get_by_label("For somebody I care about").is_checked()
    keys.to("What shall we call them?").type("Efua")
    keys.to("How and when can we reach you safely?").type("07700 900100")
    keys.to("You may also write to me there.").press("Space")
    keys.to("What would you like us to know?").type("She has not slept for days.")
    keys.to("Ask for a meeting").go_on("Enter")
    assert ama.heading() == "We have it. Thank you for asking."
    keys.to("Open it now").go_on("Space")
    assert ama.heading() == "Noor looks after your request"


def test_the_first_stop_leads_past_the_furniture(house, person):
    """The first Tab offers the page itself, and Enter goes there."""
    ama = person("ama", house)
    keys = Keys(ama.go("/riverside/contacts/ask/")).to("To the page itself")
    keys.press("Enter")
    assert ama.page.evaluate("document.activeElement.closest('main') !== null")


def test_answering_an_invitation_by_keyboard(demo_house, person):
    """Jonas opens his page, chooses an answer with the arrows, and keeps it."""
    jonas = person("jonas", demo_house).go("/demo/as/jonas/")
    keys = Keys(jonas)
    keys.to("Say whether you come").go_on()
    assert jonas.heading() == "You are asked to a meeting"
    keys.to("I am coming").press("Space").press("ArrowDown")
    assert jonas.page.get_by_label("I am joining online or by telephone").is_checked()
    keys.press("ArrowUp")
    keys.to("In your own words").type("I bring bread.")
    keys.to("Keep this answer").go_on()
    jonas.sees("Thank you. You can change your answer until we begin.")
    assert jonas.page.get_by_label("I am coming", exact=True).is_checked()
