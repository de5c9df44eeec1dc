"""One kind sentence for every refusal: what stands in the way, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.networks.words import deciding
from withness.values.rules.refusals import Refusal

REFUSALS = {
    "has_ended": gettext_lazy("This network has ended, so nothing about it changes any more."),
    "rests_already": gettext_lazy("This network rests already."),
    "rests_not": gettext_lazy("This network does not rest, so there is nothing to take up again."),
    "no_word": gettext_lazy(
        "Only the person at the centre decides this. Ask them first, then say how they said it."
    ),
    "belongs_already": gettext_lazy("They belong to this network already. Nothing was changed."),
    "one_centre": gettext_lazy(
        "A network is around one person. Name anybody else as who they are."
    ),
    "centre_stays": gettext_lazy(
        "This network is around you, so you cannot leave it. You can let it rest, or end it."
    ),
    "nobody_named": gettext_lazy("Write a name. What you call each other is enough."),
    "name_wanted": gettext_lazy("Write what the team shall call this network."),
    "has_a_network": gettext_lazy("There is a network around this person already."),
    "works_here_not": gettext_lazy("They do not work here now. Choose somebody who does."),
    "no_link_needed": gettext_lazy("Practitioners sign in. They need no link of their own."),
    "not_that_day": gettext_lazy("Choose a day between the day they joined and today."),
    "word_wanted": gettext_lazy(
        "We have no mail and no telephone of theirs to send six digits to. Agree on a word with "
        "them, on the telephone or when you meet: their link asks for it."
    ),
    "has_a_way": gettext_lazy(
        "They can show already that it is them. Nobody sets a word for them."
    ),
    "no_way": gettext_lazy(
        "Nothing is written down that a message could go to. Print the link or hand it over."
    ),
    "reason_wanted": gettext_lazy(
        "Write why, in a few words. The peers of the service read it, with your name."
    ),
    "has_peer": gettext_lazy("A peer belongs to this network, so there is nothing to explain."),
    "not_your_wish": gettext_lazy("You can say what the network wishes, not what the team thinks."),
    "not_a_mail_address": gettext_lazy(
        "This is neither a mail address nor a telephone number. Look again, or leave it empty."
    ),
    "not_a_telephone": gettext_lazy(
        "This is neither a mail address nor a telephone number. Look again, or leave it empty."
    ),
}


def sentence(refusal: Refusal) -> str:
    """Return what the page says to a refusal."""
    if refusal.code == "too_long":
        return _("This has %(has)s characters; there is room for %(most)s.") % refusal.facts
    return str(REFUSALS.get(refusal.code) or deciding.REFUSALS[refusal.code])
