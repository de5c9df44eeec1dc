"""What one row of the template says about a network, and everything that is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from withness.exchange.rules import safe, table
from withness.people import rules as people
from withness.values.rules import text
from withness.values.rules.refusals import Refusal

COLUMNS = (
    "network", "person at the centre", "mail", "telephone", "language", "members", "agencies",
    "practitioners", "why no peer", "patient number",
)  # fmt: skip
WANTED = ("network", "person at the centre", "practitioners")
MOST_PEOPLE = 40
NUMBER = 60  # characters of a patient number
CELLS_ASTRAY = "cells_astray"
PARTS = 3  # name = how = reach
THE_NETWORKS_WISH = frozenset({"network", "the network", "network's wish"})
LANGUAGES = {
    "english": "en", "englisch": "en", "inglese": "en", "deutsch": "de", "german": "de",
    "tedesco": "de", "italiano": "it", "italian": "it", "italienisch": "it",
}  # fmt: skip


class ColumnsMissing(Refusal):
    """The head of the table lacks a column that every network needs; carries `columns`."""

    code = "columns_missing"


class HasFaults(Refusal):
    """Nothing is brought in while a row is refused."""

    code = "has_faults"


class CameMeanwhile(Refusal):
    """Another file brought one of these networks in at the same time; nothing was written."""

    code = "came_meanwhile"


class NobodySaid(Refusal):
    """Nobody belongs against the word of the person at the centre (promise 5)."""

    code = "nobody_said"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a row: what to call them, how they belong, how to reach them."""

    name: str
    how: str
    reach: str


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One network as the file tells it. `reaches` are the centre's mail and telephone."""

    number: int
    network: str
    centre: str
    reaches: tuple[tuple[people.ReachKind, str], ...]
    language: str
    members: tuple[Named, ...]
    agencies: tuple[Named, ...]
    practitioners: tuple[str, ...]
    why_no_peer: str
    patient_number: str

    @property
    def is_the_networks_wish(self) -> bool:
        """Whether the network itself wishes no peer: then no reason is kept."""
        return self.why_no_peer.casefold().strip(" .") in THE_NETWORKS_WISH


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: a code, the column, and what it says there."""

    number: int
    column: str
    code: str
    said: str = ""


def columns(head: tuple[str, ...]) -> dict[str, int]:
    """Return where each column stands, or raise `NotATable` or `ColumnsMissing`."""
    places: dict[str, int] = {}
    for place, words in enumerate(head):
        name = re.sub(r"[\s_\-]+", " ", words.strip().strip("'").casefold())
        if name in COLUMNS:
            places.setdefault(name, place)
    missing = [name for name in WANTED if name not in places]
    if not places or len(missing) == len(WANTED):
        raise table.NotATable
    if missing:
        raise ColumnsMissing(columns=", ".join(missing))
    return places


def unknown(head: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns that are not of the template, and so are left out."""
    places = set(columns(head).values())
    return tuple(
        words.strip() for at, words in enumerate(head) if at not in places and words.strip()
    )


def read(
    row: table.Row, places: dict[str, int], width: int
) -> tuple[NetworkRow, tuple[Fault, ...]]:
    """Return what a row says and every fault of it that can be seen without looking anything up.

    `width`: how many columns the head has. In a row with more cells every cell may stand in the
    wrong column, so that is its only fault.
    """
    cells = {name: _cell(row, at) for name, at in places.items()}
    found = NetworkRow(
        number=row.number,
        network=cells.get("network", ""),
        centre=cells.get("person at the centre", ""),
        reaches=_reaches(cells),
        language=_language(cells.get("language", "")),
        members=_named(cells.get("members", "")),
        agencies=_named(cells.get("agencies", "")),
        practitioners=tuple(
            dict.fromkeys(
                one.casefold() for one in re.split(r"[\s;,]+", cells["practitioners"]) if one
            )
        ),
        why_no_peer=cells.get("why no peer", ""),
        patient_number=cells.get("patient number", ""),
    )
    if len(row.cells) > width:
        return found, (Fault(row.number, "", CELLS_ASTRAY),)
    return found, tuple(_faults(found, cells))


def _cell(row: table.Row, at: int) -> str:
    raw = row.cells[at] if at < len(row.cells) else ""
    return text.kept(safe.cell_read(raw.strip()), len(raw))


def _language(said: str) -> str:
    return LANGUAGES.get(said.casefold(), said.casefold())


def _named(said: str) -> tuple[Named, ...]:
    """Return the people in "Jonas = my brother = jonas@example.net; Edda = my mum"."""
    found = []
    for one in re.split(r"[;\n]", said):
        parts = [part.strip() for part in one.split("=", PARTS - 1)]
        if any(parts):
            name, how, reach = (*parts, "", "")[:PARTS]
            found.append(Named(name, how, reach))
    return tuple(found)


def _reaches(cells: dict[str, str]) -> tuple[tuple[people.ReachKind, str], ...]:
    pairs = ((people.ReachKind.MAIL, "mail"), (people.ReachKind.PHONE, "telephone"))
    return tuple((kind, cells[name]) for kind, name in pairs if cells.get(name))


def _faults(row: NetworkRow, cells: dict[str, str]) -> Iterator[Fault]:
    for name in WANTED:
        if not cells[name]:
            yield Fault(row.number, name, "wanted")
    yield from _too_long(row, cells)
    for kind, value in row.reaches:
        found = people.reach_in(value)
        if found is None or found[0] != kind:
            column = "mail" if kind == people.ReachKind.MAIL else "telephone"
            yield Fault(row.number, column, f"not_a_{column}", value[: text.NAME])
    for column, group in (("members", row.members), ("agencies", row.agencies)):
        yield from _faults_of_people(row.number, column, group)


def _too_long(row: NetworkRow, cells: dict[str, str]) -> Iterator[Fault]:
    most = {
        "network": text.NAME, "person at the centre": text.NAME, "why no peer": text.SHORT,
        "patient number": NUMBER,
    }  # fmt: skip
    for name, length in most.items():
        if len(cells.get(name, "")) > length:
            yield Fault(row.number, name, "too_long", str(length))


def _faults_of_people(number: int, column: str, group: tuple[Named, ...]) -> Iterator[Fault]:
    if len(group) > MOST_PEOPLE:
        yield Fault(number, column, "too_many_people", str(MOST_PEOPLE))
    for one in group:
        if not one.name:
            yield Fault(number, column, "nobody_named", one.how[: text.NAME])
        if len(one.name) > text.NAME or len(one.how) > text.SHORT:
            yield Fault(number, column, "too_long", str(text.NAME))
        if one.reach and people.reach_in(one.reach) is None:
            yield Fault(number, column, "not_a_way", one.reach[: text.NAME])
