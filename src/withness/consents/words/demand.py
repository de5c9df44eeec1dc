"""Sentences about lawful demands."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.consents.rules.demand import May, Stand
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Kind

KINDS = {
    Kind.LINES: gettext_lazy("what was said and written down"),
    Kind.MEETINGS: gettext_lazy("when and where they met, and who was there"),
    Kind.PEOPLE: gettext_lazy("who belongs"),
}
STANDS = {
    Stand.WAITS: gettext_lazy("waits for somebody else who confirms it"),
    Stand.LAPSED: gettext_lazy("nobody confirmed it, so nothing was opened"),
    Stand.AHEAD: gettext_lazy("confirmed; its hours have not begun"),
    Stand.OPEN: gettext_lazy("open now, to the two who opened it"),
    Stand.OVER: gettext_lazy("its hours are over"),
    Stand.ENDED: gettext_lazy("ended before its hours were over"),
}
MAY = {
    May.NOW: gettext_lazy("Yes, at once"),
    May.FROM: gettext_lazy("Yes, from a day on"),
    May.NOT_YET: gettext_lazy("No, the order forbids it; ask again on a day"),
}
REFUSALS = {
    "scope_wanted": gettext_lazy(
        "Name the time in which it was said, the earlier day first, and what of it is opened."
    ),
    "hours_wanted": gettext_lazy(
        "Name the hours in which it is open: to come, at most three days long."
    ),
    "not_on_the_clock": gettext_lazy("The clock skips this time. Choose another one."),
    "order_wanted": gettext_lazy("Write who ordered it, and the reference of the order."),
    "day_wanted": gettext_lazy("Choose a day to come, within a year."),
    "another_person": gettext_lazy(
        "You wrote it down yourself. Somebody else with the other duty confirms it."
    ),
    "two_duties": gettext_lazy("Choose two different duties."),
    "stands_otherwise": gettext_lazy("This has changed meanwhile. Look at it once more."),
}


def sentence(refusal: Refusal) -> str:
    """Return what the page says to a refusal."""
    if refusal.code == "too_long":
        return _("This has %(has)s characters; there is room for %(most)s.") % refusal.facts
    return str(REFUSALS[refusal.code])
