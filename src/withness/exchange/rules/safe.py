"""Tables that leave the house open harmlessly in every spreadsheet.

A cell that begins like a formula is run by spreadsheets, even where the file only holds text.
Source: OWASP, "CSV Injection"; the prefix is theirs.
"""

import csv
import io
from collections.abc import Iterable

BEGINS_A_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20\u2013\u2212|%")
UNSEEN = (
    " \u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\ufeff\x00"
)
PREFIX = "'"


def cell(text: str) -> str:
    """Return the text as a cell that no spreadsheet takes for a formula."""
    plain = text.replace("\x00", "")
    seen = plain.lstrip(UNSEEN)
    if plain[:1] in BEGINS_A_FORMULA or seen[:1] in BEGINS_A_FORMULA:
        return PREFIX + plain
    return plain


def written(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV with every cell quoted and harmless; lines end as spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell(one) for one in row])
    return out.getvalue()


def cell_read(text: str) -> str:
    """Return what a cell held before `cell` wrote it: our own prefix goes, the rest stays."""
    rest = text[1:]
    return rest if text.startswith(PREFIX) and cell(rest) == text else text
