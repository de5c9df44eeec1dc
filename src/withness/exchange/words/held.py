"""How an archive names its parts. What stands in a part keeps the names the program gives it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from withness.exchange.queries.held.part import Held, Value

PARTS: dict[str, Promise] = {
    "person": _("Who you are"),
    "account": _("How you sign in"),
    "reach": _("How to reach you"),
    "link": _("Your links"),
    "visit": _("Where your links were opened"),
    "proof": _("How you prove that a link is yours"),
    "wrote_word": _("Words you agreed on with others on the telephone"),
    "trusts": _("Whom you named to help you back in"),
    "back": _("Times that you got back in"),
    "vouched": _("Whom you helped back in"),
    "way_in": _("What changed about your way in"),
    "waits_to_join": _("A post that waits for your word"),
    "post": _("Your post"),
    "hours": _("Your hours"),
    "absence": _("When you were away"),
    "calendar": _("Your calendars"),
    "busy": _("When your calendars say you are busy"),
    "duty": _("Your duties"),
    "turn": _("Your turns on duty"),
    "asked": _("When you asked for help"),
    "asked_for": _("When somebody asked for help for you"),
    "held_promise": _("Promises that you held"),
    "wrote_call_down": _("Calls that you wrote down"),
    "place": _("The networks you belong to, or belonged to"),
    "wrote_place": _("Whose place in a network you wrote down"),
    "own_network": _("The network around you"),
    "ended_network": _("Networks whose end you wrote down"),
    "without_peer": _("What you said about a network without a peer"),
    "invitation": _("What you were asked to, and what you answered"),
    "invitation_called_off": _("What you were asked to, and what you answered"),
    "wrote_answer": _("Answers that you wrote down for others"),
    "came": _("The meetings you came to, or missed"),
    "left_out": _("Meetings you were left out of"),
    "left_out_by_wish": _("Meetings you were left out of"),
    "left_somebody_out": _("Whom you left out, and why"),
    "message": _("Messages to you"),
    "told": _("What you told others by telephone"),
    "handed_about": _("Extracts that were handed over about your network"),
    "handed": _("Extracts that you handed over"),
    "brought": _("Files that you brought in"),
    "wished": _("What you asked to have forgotten"),
    "wrote_wish": _("Wishes that you wrote down for others"),
    "sealed": _("What lies sealed"),
    "line": _("Your own words"),
    "line_about": _("Words about you that were shown to you"),
    "said_before": _("What your words said before you changed them"),
    "wrote_for": _("Words that you wrote down for others"),
    "opened_to": _("To whom you opened your words"),
    "was_opened_to": _("Whose words were opened to you"),
    "marked_about": _("Which of your words speak of somebody else"),
    "let_leave": _("Words you let be given to others"),
    "asked_earlier": _("Asking for earlier words"),
    "answered_earlier": _("What you answered when earlier words were asked for"),
    "said_by_telephone": _("What you said by telephone about your own words"),
    "wrote_by_telephone": _("What you wrote down for others by telephone"),
    "agreement": _("Agreements that you wrote down"),
    "question": _("Open questions that you wrote down"),
    "closed": _("Meetings that you closed"),
    "held_back": _("Entries that you hold back"),
    "may_read_held_back": _("Entries held back that were opened to you"),
    "takes_on": _("Duties under law that you took on"),
    "consent": _("Whom you spoke about: who may be told something"),
    "may_be_told": _("What may be told about you, and to whom"),
    "wrote_consent": _("What others let be told, and you wrote down"),
    "was_told": _("What was told about you"),
    "told_outside": _("What you told outside"),
    "terms": _("On what terms you take part"),
    "wrote_terms": _("What others said to the terms, and you wrote down"),
    "put_terms": _("Terms that you wrote"),
    "study": _("Studies you said yes or no to"),
    "wrote_study": _("What others said to a study, and you wrote down"),
    "put_study": _("Studies that you wrote down"),
    "broke_glass": _("Networks that you opened in an emergency"),
    "glass_broken": _("When your network was opened in an emergency"),
    "demand": _("Lawful demands that you dealt with"),
    "demand_told": _("Lawful demands that opened something about your network"),
    "said_telling": _("When you said whether a network may be told"),
    "young": _("That you are not of the age to decide alone yet"),
    "said_young": _("Whose age you wrote down"),
    "spoken_for_by": _("Who speaks for you, in what, and until when"),
    "speaks_for": _("For whom you speak"),
    "wrote_proxy": _("Who speaks for whom, as you wrote it down"),
    "removed": _("That you are no longer of a network"),
    "removed_from_yours": _("Who was removed from the network around you"),
    "removed_somebody": _("Whom you removed"),
    "death": _("That a death was written down"),
    "wrote_death": _("Deaths that you wrote down"),
    "did": _("What you did and opened here"),
    "opened": _("Which staff opened what concerns you"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One part in words; each row as names and values, empty values left out."""

    name: str
    rows: tuple[tuple[tuple[str, Value], ...], ...]


def told(parts: Iterable[Held]) -> tuple[Told, ...]:
    """Return the parts as the archive's page shows them."""
    return tuple(
        Told(
            str(PARTS[part.code]),
            tuple(
                tuple((_plainly(field), value) for field, value in row if value not in (None, ""))
                for row in part.rows
            ),
        )
        for part in parts
    )


def _plainly(field: str) -> str:
    """Return a field's name as words: `meeting__wall_start` is "meeting, wall start"."""
    return field.replace("__", ", ").replace("_", " ")
