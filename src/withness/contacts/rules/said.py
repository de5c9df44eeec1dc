"""What somebody said when they asked for help, and the ways to reach them inside it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from withness.contacts.rules.states import Caller
from withness.people import rules as people
from withness.values.rules import text
from withness.values.rules.refusals import Refusal

ADDED: Final = 5 * text.WORDS  # what they say later stands below, in the same place
MAIL_INSIDE = re.compile(r"[^\s<>,;:\"\\()]+@[^\s<>,;:\"\\()]+[^\s<>,;:\"\\().!?]")
PHONE_INSIDE = re.compile(r"(?<![\w+])(?:\+|0)[0-9](?:[ \-/()\u00a0]{0,2}[0-9]){7,18}(?![\w])")


class NoName(Refusal):
    """Nothing to call somebody by."""

    code = "no_name"


class NoTeam(Refusal):
    """The service has no team yet: nobody could hold the promise."""

    code = "no_team"


class NothingSaid(Refusal):
    """No words."""

    code = "nothing_said"


class NoWay(Refusal):
    """They gave no address of that kind that we may write to."""

    code = "no_way"


class LinkBy(StrEnum):
    """How the one who asked gets their own link."""

    MAIL = "mail"
    SMS = "sms"
    SHOWN = "shown"  # on the page, and a practitioner can reach them in another way
    ALONE = "alone"  # on the page only: nobody can reach them
    LETTER = "letter"
    NONE = "none"  # they want none


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that was said, as it was said. Only the name is needed."""

    name: str
    asked_by: Caller = Caller.SELF
    for_whom: str = ""
    how_to_reach: str = ""
    may_write: bool = False
    hope: str = ""
    who: str = ""
    when_and_where: str = ""
    agency: str = ""
    language: str = "en"


def kept(said: Said) -> Said:
    """Return what was said as it is kept: nothing changed but what no database can hold.

    Raises `NoName` or `TooLong`.
    """
    name = text.kept(said.name, text.NAME)
    if not name:
        raise NoName
    return Said(
        name=name,
        asked_by=said.asked_by,
        for_whom="" if said.asked_by == Caller.SELF else text.kept(said.for_whom, text.NAME),
        how_to_reach=text.kept(said.how_to_reach, text.SHORT),
        may_write=said.may_write,
        hope=text.kept(said.hope, text.WORDS),
        who=text.kept(said.who, text.WORDS),
        when_and_where=text.kept(said.when_and_where, text.WORDS),
        agency=text.kept(said.agency, text.NAME),
        language=said.language,
    )


def reaches(how_to_reach: str, *, may_write: bool) -> tuple[tuple[people.ReachKind, str], ...]:
    """Return the addresses and numbers that somebody gave as their own.

    A text that is one number or address is theirs. Inside a longer text ("ring my friend Mia on
    …") one counts only where they ticked that we may write there.
    """
    whole = people.reach_in(how_to_reach)
    if whole is not None:
        return (whole,)
    if not may_write:
        return ()
    found = sorted(
        (match.start(), match.group())
        for shape in (MAIL_INSIDE, PHONE_INSIDE)
        for match in shape.finditer(how_to_reach)
    )
    read = (people.reach_in(part) for _at, part in found)
    return tuple(dict.fromkeys(one for one in read if one is not None))


def joined(before: str, now: str) -> str:
    """Return earlier words with later ones below; the same words again change nothing.

    Raises `TooLong`.
    """
    if not now or now in before.split("\n\n") or now == before:
        return before
    return text.kept(f"{before}\n\n{now}" if before else now, ADDED)
