"""The terms of taking part, and studies: what was said, and what stands in the way."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.consents.rules import research, terms
from withness.values.rules.refusals import Refusal

SUGGESTED = gettext_lazy(
    "You take part because you want to. You say who belongs, what you talk about and when you "
    "stop.\n\n"
    "What you say is yours. It stands in one record that belongs to all of you. You choose who "
    "reads it, and you can take it back.\n\n"
    "We talk about you only when you are there. We tell nobody outside anything without your "
    "yes. If we ever have to, we say so at once, with the reason.\n\n"
    "You need no screen for any of this. Ring us, or tell us when we meet."
)

HOWS: dict[terms.How, Promise] = {
    terms.How.TELEPHONE: gettext_lazy("They said it to me"),
    terms.How.PAPER: gettext_lazy("They signed it on paper, and we keep the sheet"),
}
ANSWERS: dict[terms.Answer, Promise] = {
    terms.Answer.YES: gettext_lazy("Yes, I take part on these terms"),
    terms.Answer.NO: gettext_lazy("No. I take part by telephone or on paper"),
}
THEIR_ANSWERS: dict[terms.Answer, Promise] = {
    terms.Answer.YES: gettext_lazy("They take part on these terms"),
    terms.Answer.NO: gettext_lazy("They take part by telephone or on paper"),
}
STUDY_ANSWERS: dict[research.Answer, Promise] = {
    research.Answer.YES: gettext_lazy("They say yes"),
    research.Answer.NO: gettext_lazy("They say no, or take their yes back"),
}
STUDY_SAID: dict[research.Answer, Promise] = {
    research.Answer.YES: gettext_lazy("Yes"),
    research.Answer.NO: gettext_lazy("No"),
}
SAID_HOW: dict[str, Promise] = {
    "themselves": gettext_lazy("on your own page"),
    "telephone": gettext_lazy("written down for you"),
    "paper": gettext_lazy("on paper"),
}

REFUSALS: dict[str, Promise] = {
    "no_terms": gettext_lazy("Nothing is written down yet on what terms one takes part."),
    "newer_terms": gettext_lazy(
        "The words changed while you were reading. Please read them once more."
    ),
    "nothing_written": gettext_lazy("Write something in at least one language."),
    "study_wants_more": gettext_lazy(
        "A study needs a title and plain words in at least one language, and somebody to ask."
    ),
    "study_is_over": gettext_lazy("This study has ended. Nobody is asked any more."),
    "not_that_day": gettext_lazy("Choose a last day from today on, within ten years."),
    "not_allowed": gettext_lazy("This cannot be done just now."),
}


def refusal(why: Refusal) -> str:
    """Return the sentence for a refusal."""
    if why.code == "too_long":
        return _("This has %(has)s characters; there is room for %(most)s.") % why.facts
    return str(REFUSALS.get(why.code, REFUSALS["not_allowed"]))
