"""What somebody typed: kept as it is, without what no database can hold."""

from withness.values.rules.refusals import Refusal

NAME = 200
SHORT = 1_000
WORDS = 20_000


class TooLong(Refusal):
    """More characters than the field holds; carries `most` and `has`."""

    code = "too_long"


def kept(typed: str, most: int) -> str:
    """Return the text as typed, without NUL and lone surrogates, or raise `TooLong`.

    Line ends become "\\n"; white space at both ends goes. Everything else (bidirectional marks,
    zero-width joiners, any script) stays, because it may be how somebody writes their name.
    """
    text = typed.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if not 0xD800 <= ord(c) <= 0xDFFF).strip(" \t\n")
    if len(text) > most:
        raise TooLong(most=most, has=len(text))
    return text
