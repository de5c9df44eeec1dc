"""What is said where deciding is hard: plain, and no more than is needed."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.networks.rules.deciding import As, Scope

SCOPES = {
    Scope.ARRANGING: gettext_lazy("Say whether they come, when and where it suits"),
    Scope.RECEIVING: gettext_lazy("Be told when they are asked to a meeting"),
    Scope.SHARING: gettext_lazy("Agree that something is told outside"),
}
AS = {
    As.NAMED: gettext_lazy("named by themselves"),
    As.PARENT: gettext_lazy("with parental responsibility"),
    As.NOMINATED: gettext_lazy("as nominated person"),
    As.ATTORNEY: gettext_lazy("by a power of attorney"),
    As.DEPUTY: gettext_lazy("named by a court"),
}
CHOICES = {
    As.NAMED: gettext_lazy("They named somebody themselves and told us"),
    As.PARENT: gettext_lazy("A parent or another person with parental responsibility"),
    As.NOMINATED: gettext_lazy("Their nominated person"),
    As.ATTORNEY: gettext_lazy("Somebody with their power of attorney"),
    As.DEPUTY: gettext_lazy("Somebody whom a court named"),
}
REFUSALS = {
    "not_young": gettext_lazy(
        "A parent speaks for no adult. If they are under age, write that down first."
    ),
    "law_says_not": gettext_lazy(
        "The law of our place, as the service wrote it down, does not know this. They can name "
        "somebody themselves."
    ),
    "end_wanted": gettext_lazy(
        "Choose a last day, today or later and at most two years ahead. It can be written anew."
    ),
    "scope_wanted": gettext_lazy("Choose at least one thing that they may do."),
    "proof_wanted": gettext_lazy("Write what you saw: which paper, and of which day."),
    "speaks_not": gettext_lazy(
        "Only somebody else who belongs to the network can speak for them, and no practitioner."
    ),
    "why_wanted": gettext_lazy("Write why, in a few words. The person reads it, with your name."),
    "was_removed": gettext_lazy(
        "They were removed. Only the person at the centre can let them come back: look at “When "
        "it is hard”."
    ),
    "has_died": gettext_lazy("Somebody wrote down that they have died."),
    "not_to_come": gettext_lazy("Choose today or an earlier day."),
}


def mark(speaker: str, name: str, kind: As, until: date) -> str:
    """Return what stands beside everything that somebody did for another."""
    return _("%(speaker)s, for %(name)s, %(kind)s, until %(day)s") % {
        "speaker": speaker,
        "name": name,
        "kind": AS[kind],
        "day": formats.date_format(until, "j F Y"),
    }
