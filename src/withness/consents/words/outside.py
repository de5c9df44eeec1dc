"""What may be told outside, to whom, how it was said, and what stands in the way."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.consents.rules.outside import How, Kind, Matter, Way, What
from withness.values.rules.refusals import Refusal

KINDS: dict[Kind, Promise] = {
    Kind.DOCTOR: gettext_lazy("A doctor"),
    Kind.AGENCY: gettext_lazy("An office, a school, a service"),
    Kind.FAMILY: gettext_lazy("Somebody of my family who does not belong to the network"),
    Kind.OTHER: gettext_lazy("Somebody else"),
    Kind.RECORD: gettext_lazy("The record that the health service keeps"),
}
THEIR_KINDS = KINDS | {
    Kind.FAMILY: gettext_lazy("Somebody of the family who does not belong to the network")
}
RECORD = gettext_lazy("the record of the health service")

OWN_MATTERS: dict[str, Promise] = {
    Matter.THAT: gettext_lazy("that we meet"),
    Matter.WHEN: gettext_lazy("when we meet"),
    Matter.AGREED: gettext_lazy("what we agreed"),
    Matter.CONTACT: gettext_lazy("how to reach me"),
    Matter.OWN_WORDS: gettext_lazy("how I am, in my own words"),
}
MATTERS: dict[str, Promise] = {
    Matter.THAT: gettext_lazy("that they meet"),
    Matter.WHEN: gettext_lazy("when they meet"),
    Matter.AGREED: gettext_lazy("what was agreed"),
    Matter.CONTACT: gettext_lazy("how to reach them"),
    Matter.OWN_WORDS: gettext_lazy("how they are, in their own words"),
}
NO_LONGER = gettext_lazy("something this service no longer offers")

WAYS: dict[Way, Promise] = {
    Way.SPOKEN: gettext_lazy("face to face"),
    Way.TELEPHONE: gettext_lazy("by telephone"),
    Way.LETTER: gettext_lazy("by letter"),
    Way.MAIL: gettext_lazy("by mail"),
    Way.EXTRACT: gettext_lazy("as a short extract"),
}

HOWS: dict[How, Promise] = {
    How.ROOM: gettext_lazy("They said it today, where we sat together"),
    How.TELEPHONE: gettext_lazy("They said it on the telephone, or at another time"),
}

WHATS: dict[What, Promise] = {
    What.GIVEN: gettext_lazy("Allowed"),
    What.CHANGED: gettext_lazy("Changed"),
    What.LOOKED_AT: gettext_lazy("Looked at again"),
    What.TAKEN_BACK: gettext_lazy("Taken back"),
    What.YES: gettext_lazy("Said yes to it"),
    What.NO: gettext_lazy("Said no to it"),
}

REFUSALS = {
    "no_consent": gettext_lazy(
        "Nobody allowed this, or it was taken back a moment ago. Ask them first. If it cannot "
        "wait, write why: everyone in the network reads your reason at once."
    ),
    "nothing_to_tell": gettext_lazy("Choose what may be told."),
    "not_a_matter": gettext_lazy("One of these is not offered here any more. Please look again."),
    "matter_tells_too_much": gettext_lazy(
        "This names what somebody has or might do. There is no such choice here: people say "
        "themselves how they are, in their own words."
    ),
    "nobody_named": gettext_lazy("Say who it is, in your own words."),
    "not_that_date": gettext_lazy("Choose a day to come, within two years."),
    "not_narrower": gettext_lazy(
        "For another you can only let less be told here, and not for longer. To allow something "
        "new, name it anew; if its day has come, look at it again first."
    ),
    "only_their_own": gettext_lazy(
        "How somebody is, in their own words, only they can say. They alone can keep it from the "
        "others."
    ),
    "not_in_the_room": gettext_lazy(
        "Nothing says that you two sat together today. Write it down as said on the telephone: "
        "then it waits for their yes."
    ),
    "nothing_waits": gettext_lazy("This was answered or changed meanwhile. Please look again."),
    "is_taken_back": gettext_lazy(
        "This was taken back. If it should be allowed again, name them anew."
    ),
    "one_ear": gettext_lazy(
        "You wrote this down yourself. Ask a colleague to ring and hear the yes, or let them say "
        "it when you meet or on their own page."
    ),
    "not_allowed": gettext_lazy("This cannot be done just now."),
}


def refusal(why: Refusal) -> str:
    """Return the sentence for a refusal."""
    if why.code == "too_long":
        return _("This has %(has)s characters; there is room for %(most)s.") % why.facts
    return str(REFUSALS.get(why.code, REFUSALS["not_allowed"]))


def recipient(kind: Kind, name: str) -> str:
    """Return who is told, as a sentence names them."""
    return str(RECORD) if kind == Kind.RECORD else name


def matters(codes: Iterable[str], own: Mapping[str, str], *, oneself: bool) -> str:
    """Return what may be told, joined into one phrase, ours first."""
    ours = OWN_MATTERS if oneself else MATTERS
    wanted = list(codes)
    said = [str(words) for code, words in ours.items() if code in wanted]
    said += [own.get(code, str(NO_LONGER)) for code in wanted if code not in ours]
    if not said[1:]:
        return "".join(said)
    return _("%(first)s and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}


def allowed_line(to: str, what: str) -> str:
    """Return whom and what on one line."""
    return _("%(to)s: %(what)s") % {"to": to, "what": what}
