"""One kind sentence for every refusal: what stands in the way, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.values.rules.refusals import Refusal

REFUSALS = {
    "held_already": gettext_lazy("This meeting has taken place, so this cannot be changed now."),
    "called_off_already": gettext_lazy("This meeting was called off. Arrange a new one."),
    "begun_already": gettext_lazy("This meeting has begun, so this cannot be changed now."),
    "not_begun": gettext_lazy("This meeting has not begun yet. Begin it first."),
    "is_over": gettext_lazy(
        "The time of this meeting is over. Ring us if you have something to say."
    ),
    "network_rests": gettext_lazy("This network rests. Take it up again first."),
    "has_ended": gettext_lazy("This network has ended. No more meetings are arranged."),
    "not_of_network": gettext_lazy(
        "Somebody who is ticked does not belong to this network. Add them to the network first."
    ),
    "lasts_too_short": gettext_lazy("A meeting lasts at least a quarter of an hour."),
    "lasts_too_long": gettext_lazy("A meeting lasts at most eight hours. Arrange two instead."),
    "past": gettext_lazy("That time is over. Choose one that is still to come."),
    "too_far": gettext_lazy("That is more than two years away. Choose an earlier day."),
    "not_on_the_clock": gettext_lazy(
        "The clocks go forward that night, and this time does not exist. "
        "Choose one before or after."
    ),
    "unknown_zone": gettext_lazy("We do not know this time zone. Ask whoever keeps the settings."),
    "taken": gettext_lazy("Somebody has another meeting then, or is on the way to one."),
    "not_free": gettext_lazy(
        "Somebody does not work then, is away or is busy. Choose another time or another "
        "colleague; outside their own hours, people book their time themselves."
    ),
    "travel_wanted": gettext_lazy(
        "Another meeting away from the base comes shortly before or after. "
        "How many minutes is the way between them?"
    ),
    "too_far_away": gettext_lazy("The way can take four hours at most."),
    "two_practitioners": gettext_lazy("A network meeting has at least two practitioners."),
    "nobody_of_network": gettext_lazy(
        "Nobody of the network is asked. Nothing about them is decided without them."
    ),
    "why_no_peer": gettext_lazy(
        "A peer is left out. Say that the network wishes it, or write why. The peer reads it, "
        "with your name."
    ),
    "where_wanted": gettext_lazy("Write where that is."),
    "not_a_link": gettext_lazy("A link begins with https:// and has no blanks."),
    "no_way_there": gettext_lazy(
        "Nothing is written down to reach them by that way, or they do not want it."
    ),
    "not_allowed": gettext_lazy("Somebody who is ticked no longer works here. Look again."),
}
TWICE = gettext_lazy(
    "The clocks go back that night and show this time twice. The meeting is at the first one, "
    "before they change."
)


def sentence(refusal: Refusal) -> str:
    """Return what the page says to a refusal."""
    if refusal.code == "too_long":
        return _("This has %(has)s characters; there is room for %(most)s.") % refusal.facts
    return str(REFUSALS[refusal.code])


def with_names(refusal: Refusal, names: list[str]) -> str:
    """Return the sentence about colleagues who cannot, with their names before it."""
    if not names:
        return sentence(refusal)
    return "{}: {}".format(", ".join(names), sentence(refusal))
