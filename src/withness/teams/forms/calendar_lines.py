"""Lines of a calendar file: bytes become text, folded lines whole, a line its three parts."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from withness.teams.rules import busy
from withness.teams.rules.busy import CalendarRefused, Why

OFTEN = {"RRULE", "RDATE", "EXDATE", "FREEBUSY"}
ABOUT_A_TIME = {"DTSTART", "DTEND", "RECURRENCE-ID", *OFTEN}
WITHOUT_MEANING = {"RSCALE=GREGORIAN", "SKIP=OMIT"}
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(slots=True)
class Line:
    """A line with a value: its name in capitals, its parameters as written, its value."""

    name: str
    params: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}{self.params}:{self.value}"


def readable(data: bytes) -> str:
    """Turn bytes into text with Unix line ends, whatever the encoding or system they are from."""
    text = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > busy.MOST_LINES:
        raise CalendarRefused(Why.TOO_LARGE)
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Yield each unfolded line with the number of the line it begins on."""
    number, parts = 0, [""]
    for count, raw in enumerate(text.split("\n"), 1):
        if raw[:1] in {" ", "\t"}:
            parts.append(raw[1:])
        if raw[:1].strip() == "":
            continue  # some programs leave blank lines, even inside a folded line
        yield number, "".join(parts)
        number, parts = count, [raw]
    yield number, "".join(parts)


def parted(raw: str) -> Line | None:
    """Part a line into name, parameters and value; a colon between quotes parts nothing."""
    at = 0
    for place, piece in enumerate(raw.split('"')):
        if place % 2 == 0 and ":" in piece:
            at += piece.index(":")
            name, mark, params = raw[:at].partition(";")
            return Line(name.strip().upper(), mark + params, raw[at + 1 :])
        at += len(piece) + 1
    return None


def tidied(line: Line) -> Line | None:
    """Tidy what other programs write differently; None where the line then says nothing."""
    value = line.value.strip()
    if line.name in {"RDATE", "EXDATE", "FREEBUSY"}:
        value = ",".join(part for part in value.split(",") if part.strip())
    if line.name == "SEQUENCE" and not value.isdecimal():
        return None
    if line.name == "RRULE":
        parts = [part for part in value.split(";") if part.strip()]
        value = ";".join(p for p in parts if p.upper() not in WITHOUT_MEANING)
    if not value:
        return None
    params = line.params if line.name in ABOUT_A_TIME else ""
    return Line(line.name, params.rstrip(";"), value)
