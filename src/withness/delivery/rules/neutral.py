"""What may leave the house: nothing that tells a stranger what it is about (promise 20)."""

import re

from withness.service import rules as service

# A personal link ends in random letters, which may spell anything; its host and path are read.
TOKEN = re.compile(r"(https?://[^\s/]+/(?:[^\s/]+/)*?)[A-Za-z0-9_-]{20,}")
ONE_LINE = re.compile(r"[\r\n\x00-\x1f\x7f\u2028\u2029]")


class NotOneLine(service.TellsTooMuch):
    """A subject or an address with a line break could smuggle in a header."""

    code = "not_one_line"


def checked(*texts: str | None) -> None:
    """Do nothing, or raise `TellsTooMuch` where a text has a telling word."""
    for text in texts:
        if text and service.tells_too_much(TOKEN.sub(r"\1", text)):
            raise service.TellsTooMuch


def one_line(text: str) -> str:
    """Return a text that may stand in a header, or raise `NotOneLine`."""
    if ONE_LINE.search(text):
        raise NotOneLine
    return text


def host_tells(address: str) -> bool:
    """Whether the host in a web or mail address tells, also inside a longer word."""
    host = re.sub(r"^[a-z+]+://", "", address.casefold()).rpartition("@")[2].partition("/")[0]
    return service.address_tells(host)
