"""What somebody typed: kept as it is, without what no database can hold."""

import re

from withness.values.rules.refusals import Refusal

NAME = 200
SHORT = 1_000
WORDS = 20_000
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates


class TooLong(Refusal):
    """More characters than the field holds; carries `most` and `has`."""

    code = "too_long"


def kept(typed: str, most: int) -> str:
    """Return the text as typed, without NUL and lone surrogates, or raise `TooLong`.

    Line ends become single newlines; white space at both ends goes. Everything else stays
    (bidirectional marks, zero-width joiners, any script): it may be how somebody writes their name.
    """
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = NOT_TEXT.sub("", text).strip(" \t\n")
    if len(text) > most:
        raise TooLong(most=most, has=len(text))
    return text
