"""Where a meeting takes place, as it was said."""

import re

from withness.meetings.rules.states import Where
from withness.values.rules.refusals import Refusal

LINK = re.compile(r"https://[^\s<>\"'\\]+")


class WhereWanted(Refusal):
    """Somewhere else, but nobody said where."""

    code = "where_wanted"


class NotALink(Refusal):
    """A link to a video room begins with https:// and has no blanks."""

    code = "not_a_link"


def said(where: Where, words: str, *, has_place: bool) -> None:
    """Refuse a meeting elsewhere or on a ward without a word about where that is."""
    if where in (Where.ELSEWHERE, Where.WARD) and not (words.strip() or has_place):
        raise WhereWanted


def link(typed: str) -> str:
    """Return the link to a video room, "" for none; raise `NotALink`."""
    clean = typed.strip()
    if clean and not LINK.fullmatch(clean):
        raise NotALink
    return clean
