"""What can be asked of the law of a place, in plain words, and how its answers are said."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from withness.service.rules.law import Given, Kind, Rule
from withness.values.rules.refusals import Refusal

RULES: dict[Rule, Promise] = {
    Rule.KEEP_RECORD: gettext_lazy("How long a network's record is kept after the last contact"),
    Rule.KEEP_AFTER_DEATH: gettext_lazy("How long it is kept after a death"),
    Rule.KEEP_TAKEN_BACK: gettext_lazy("How long words that were taken back stay sealed"),
    Rule.KEEP_NEVER_MET: gettext_lazy("How long a call for help is kept if nobody ever met"),
    Rule.KEEP_TRAIL: gettext_lazy("How long it is kept who opened what"),
    Rule.KEEP_MESSAGES: gettext_lazy("How long messages that went out are kept"),
    Rule.AGE_DECIDES: gettext_lazy("From which age somebody is taken to decide for themselves"),
    Rule.AGE_ADULT: gettext_lazy("From which age somebody is grown up in every way"),
    Rule.COMPETENCE: gettext_lazy("Whether somebody younger decides what they understand"),
    Rule.CAPACITY_PRESUMED: gettext_lazy("Whether everybody is taken to be able to decide"),
    Rule.CAPACITY_BY_DECISION: gettext_lazy("Whether this is asked anew for every decision"),
    Rule.PARENT: gettext_lazy("Whether those with parental responsibility may speak for a child"),
    Rule.NOMINATED: gettext_lazy("Whether somebody can have a nominated person"),
    Rule.ATTORNEY: gettext_lazy("Whether somebody with a power of attorney may speak"),
    Rule.DEPUTY: gettext_lazy("Whether somebody whom a court named may speak"),
    Rule.SAFEGUARDING: gettext_lazy("Whether professionals must act if somebody is in danger"),
    Rule.ACCESS_WITHIN: gettext_lazy("Within which time everybody gets what is kept about them"),
    Rule.GROUND: gettext_lazy("On which grounds a practitioner may hold an entry back"),
    Rule.DEMAND: gettext_lazy("Who may demand to see something"),
    Rule.BASIS: gettext_lazy("On which basis personal data are used"),
}
GROUPS: tuple[tuple[Promise, tuple[Rule, ...]], ...] = (
    (gettext_lazy("How long things are kept"), tuple(r for r in Rule if "retention" in r)),
    (
        gettext_lazy("Who decides"),
        (
            Rule.AGE_DECIDES, Rule.AGE_ADULT, Rule.COMPETENCE, Rule.CAPACITY_PRESUMED,
            Rule.CAPACITY_BY_DECISION, Rule.PARENT, Rule.NOMINATED, Rule.ATTORNEY, Rule.DEPUTY,
        ),
    ),
    (gettext_lazy("Duties and times"), (Rule.SAFEGUARDING, Rule.ACCESS_WITHIN)),
    (RULES[Rule.GROUND], (Rule.GROUND,)),
    (RULES[Rule.DEMAND], (Rule.DEMAND,)),
    (RULES[Rule.BASIS], (Rule.BASIS,)),
)  # fmt: skip
ITEMS: dict[str, Promise] = {
    "serious_harm": gettext_lazy("It could do somebody serious harm"),
    "third_party": gettext_lazy("It would tell what somebody else said in confidence"),
    "court_order": gettext_lazy("A court has ordered it"),
    "asked_to_wait": gettext_lazy("Somebody asked us to speak with them first"),
    "court": gettext_lazy("A court"),
    "coroner": gettext_lazy("A coroner"),
    "regulator": gettext_lazy("A regulator"),
    "public_task": gettext_lazy("A task in the public interest"),
    "care": gettext_lazy("Care and treatment"),
    "legitimate_interests": gettext_lazy("Legitimate interests"),
    "research": gettext_lazy("Research"),
}
PLACES: dict[str, Promise] = {"england": gettext_lazy("England")}
REFUSED: dict[str, Promise] = {
    "not_of_that_kind": gettext_lazy("This value does not fit: please look at it once more."),
    "source_wanted": gettext_lazy("Please write where the law says so."),
    "in_the_past": gettext_lazy(
        "What held before stays as it is. Please choose today or a later day."
    ),
    "said_already": gettext_lazy("Something is written down already. Nothing was changed."),
    "no_such_place": gettext_lazy("We bring no facts for that place."),
}


def title(given: Given) -> str:
    """Return what a fact is about: its question, or its item: our own word, else the service's."""
    return str(ITEMS.get(given.item, given.words) if given.item else RULES[given.rule])


def value(given: Given) -> str:
    """Return the answer of a fact in words."""
    number = given.number or 0
    match given.kind:
        case Kind.DAYS:
            return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
        case Kind.MONTHS:
            return ngettext("%(number)s month", "%(number)s months", number) % {"number": number}
        case Kind.YEARS:
            return ngettext("%(number)s year", "%(number)s years", number) % {"number": number}
        case Kind.AGE:
            return ngettext("from %(number)s year on", "from %(number)s years on", number) % {
                "number": number
            }
        case Kind.YES_NO:
            return _("Yes") if given.yes else _("No")
        case _:
            return _("A statute says so") if given.yes else _("Not by statute")


def said(refused: Refusal) -> str:
    """Return the sentence for a refusal of a fact of the law, "" for any other."""
    return str(REFUSED.get(refused.code, ""))
