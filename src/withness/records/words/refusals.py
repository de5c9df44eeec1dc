"""What to say when something cannot be written down so: one kind sentence for each reason."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from withness.values.rules.refusals import Refusal

REFUSALS: dict[str, Promise] = {
    "not_behind_backs": _(
        "What a practitioner or a guest writes here is read at least by those who were there. "
        "Choose who reads it, or say it to them first."
    ),
    "nothing_said": _("Please write a few words first."),
    "not_begun": _("This meeting has not begun yet. Words can be put here once it has."),
    "corrected_not_removed": _(
        "Practitioners put their lines right and remove none. You can say it differently."
    ),
    "not_yours": _("Only the person who said it can say yes to it."),
    "not_in_the_room": _(
        "A yes in the room is said by somebody who is here to somebody who is here. Write down "
        "first who is here, or choose how they told you."
    ),
    "not_together_now": _(
        "“In the room” is for a meeting that is under way, with both of you there. Write down "
        "first who is here, or choose the telephone."
    ),
    "words_are_gone": _("These words are destroyed. They cannot come back."),
    "they_left": _("They belong to the network no longer, so nothing was opened to them."),
    "ended_unsaid": _(
        "Before we close: write down what we agreed, or press “No decision today”. Both are full "
        "ways to end."
    ),
    "other_words": _(
        "You sent other words from this page a moment ago, and they are kept. These words are "
        "still here: press again to add them as well."
    ),
    "no_such_ground": _("Please choose one of the grounds in the list."),
    "nothing_earlier": _(
        "There is nothing to ask for: they were here from the beginning, or come as a guest."
    ),
    "not_of_network": _("Please choose somebody who belongs to the network or was asked to come."),
    "is_over": _("This meeting is over."),
    "held_already": _("This meeting is closed. Who was here can no longer be changed."),
    "called_off_already": _("This meeting was called off."),
    "begun_already": _("This meeting has begun."),
}
TOO_LONG = ngettext_lazy(
    "This is %(over)s character more than fits (%(most)s). It is all still here: please send it "
    "in two parts.",
    "This is %(over)s characters more than fit (%(most)s). It is all still here: please send it "
    "in several parts.",
    "over",
)
OTHERWISE = _("This cannot be done now. Look at the page again and see where things stand.")


LOOK_SOONER = ngettext_lazy(
    "Please choose a day after today, and at most %(most)s day from now.",
    "Please choose a day after today, and at most %(most)s days from now.",
    "most",
)


def sentence(refusal: Refusal) -> str:
    """Return the sentence for a refusal, in the language of the moment."""
    if refusal.code == "look_sooner":
        return LOOK_SOONER % {"most": refusal.facts["most"]}
    if refusal.code == "too_long":
        most = refusal.facts["most"]
        has = refusal.facts["has"]
        over = has - most if isinstance(has, int) and isinstance(most, int) else 0
        return TOO_LONG % {"over": over, "most": most}
    return str(REFUSALS.get(refusal.code, OTHERWISE))
