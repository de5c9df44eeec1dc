"""What a service's refusals and the field's words are called in plain sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from withness.service.rules import NumberKind
from withness.values.rules.refusals import Refusal

REFUSED: dict[str, Promise] = {
    "tells_too_much": _(
        "This stands on envelopes, in calendars and in addresses, where others can read it. "
        "Please choose a word that says nothing about mental health, for example a street or a "
        "river."
    ),
    "slug_taken": _("Another service has this short name: please choose another one."),
    "not_a_slug": _(
        "Please use 2 to 40 small letters, digits and hyphens, for example “riverside”. A few "
        "words, such as “demo” or “setup”, are used by the house itself."
    ),
    "not_dialled": _("Please write a number that a telephone can ring, for example 999."),
    "no_language": _("Please choose at least one language."),
    "out_of_bounds": _("Please choose a number between %(least)s and %(most)s."),
    "not_a_term": _("This is not one of the words that can be changed."),
    "too_long": _("This has %(has)s characters; there is room for %(most)s."),
    "unknown_zone": _("Please choose a time zone from the list."),
}

KEPT = _("This is kept. It holds from now on.")

KINDS: dict[str, Promise] = {
    NumberKind.EMERGENCY: _("Emergency"),
    NumberKind.CRISIS: _("Urgent help"),
    NumberKind.SERVICE: _("Your own telephone"),
}

TERMS: dict[str, Promise] = {
    "network": _("network"),
    "network meeting": _("network meeting"),
    "first meeting": _("first meeting"),
    "practitioner": _("practitioner"),
    "peer practitioner": _("peer practitioner"),
    "the person we meet for": _("the person we meet for"),
    "promise": _("promise"),
    "line": _("line"),
    "agreement": _("agreement"),
    "open question": _("open question"),
    "place": _("place"),
    "team": _("team"),
}


def said(refused: Refusal) -> str:
    """Return the sentence for a refusal, in the language of the moment."""
    sentence = REFUSED.get(refused.code)
    if sentence is None:
        return str(_("This cannot be done as it stands. Please look at it once more."))
    return str(sentence) % refused.facts
