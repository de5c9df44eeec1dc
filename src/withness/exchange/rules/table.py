"""Reading a table that somebody made in a spreadsheet: bytes become rows, or one kind refusal.

Encodings: UTF-8 with or without its mark, UTF-16, and as a guess that is told Windows-1252.
Separators: comma, semicolon, tab. Quoted cells may hold line ends.
"""

import csv
import io
from dataclasses import dataclass
from enum import StrEnum

from withness.values.rules.refusals import Refusal

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
SEPARATORS = ",;\t"
REMARK = "#"
PACKED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x1f\x8b",
    b"Rar!",
)
MOST_SILENCE = 0.2  # share of NUL bytes from which text without a mark is read as UTF-16


class Encoding(StrEnum):
    """How the letters of a file were read."""

    UTF8 = "utf8"
    UTF16 = "utf16"
    GUESSED = "guessed"  # Windows-1252: a guess, told on the page


class NotATable(Refusal):
    """The file is something else: a packed spreadsheet, a picture, a page."""

    code = "not_a_table"


class TooBig(Refusal):
    """The file is larger than 5 MB."""

    code = "too_big"


class TooManyRows(Refusal):
    """The file has more than 5,000 rows."""

    code = "too_many_rows"


class Empty(Refusal):
    """There is no row with anything in it."""

    code = "empty_file"


class QuoteOpen(Refusal):
    """A quotation mark is opened and not closed, or stands where none can; carries `row`."""

    code = "quote_open"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The head and the rows below it. `remarks` is how many rows begin with #."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: int


def decoded(data: bytes) -> tuple[str, Encoding]:
    """Return the text of a file and how it was read, or raise `TooBig`, `Empty`, `NotATable`."""
    if len(data) > MOST_BYTES:
        raise TooBig
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Empty
    if data.startswith(PACKED):
        raise NotATable
    for encoding, how in _candidates(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff"), how
        except UnicodeDecodeError:
            continue
    raise NotATable


def _candidates(data: bytes) -> list[tuple[str, Encoding]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [("utf-16", Encoding.UTF16)]
    if data.count(0) > len(data) * MOST_SILENCE:
        small = data[1::2].count(0) >= data[::2].count(0)
        return [("utf-16-le" if small else "utf-16-be", Encoding.UTF16)]
    return [
        ("utf-8-sig", Encoding.UTF8), ("cp1252", Encoding.GUESSED), ("latin-1", Encoding.GUESSED),
    ]  # fmt: skip


def read(text: str) -> Table:
    """Return the table in a text, or raise `Empty`, `TooManyRows`, `QuoteOpen`.

    Empty rows and rows that begin with # are left out; numbers count them, as spreadsheets do.
    """
    separator, body = _separator(text)
    remarks, head, rows = 0, None, []
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            if not any(cell.strip() for cell in cells):
                continue
            if cells[0].lstrip().startswith(REMARK):
                remarks += 1
            elif head is None:
                head = tuple(cells)
            else:
                rows.append(Row(number, tuple(cells)))
                if len(rows) > MOST_ROWS:
                    raise TooManyRows
    except csv.Error:
        raise QuoteOpen(row=number + 1) from None
    if head is None:
        raise Empty
    return Table(head, tuple(rows), remarks)


def _separator(text: str) -> tuple[str, str]:
    """Return what stands between cells, and the text without a spreadsheet's own "sep=" line."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').casefold()
    if said.startswith("sep=") and len(first.strip().strip('"')) == len("sep=") + 1:
        named = first.strip().strip('"')[-1]
        if named in SEPARATORS:
            return named, rest
    head = next(
        (
            line
            for line in text.splitlines()
            if line.strip() and not line.lstrip(' "').startswith(REMARK)
        ),
        "",
    )
    return max(SEPARATORS, key=head.count), text
