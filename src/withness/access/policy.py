"""Deeds, conditions and the assembled table.

A room writes, in its `policy.py`::

    belongs = Condition(
        "belongs_to_network",
        _("you belong to this network"),
        holds=lambda viewer, network: network.pk in viewer.networks,
        where=lambda viewer: Q(pk__in=viewer.networks),
    )
    DEEDS = (
        Deed("networks.read", _("read who belongs"), Network, any_of=(all_of(belongs),)),
    )

`holds` decides about one row, `where` filters many; a house test proves that the two agree.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from withness.access.rules import NotAllowed, PolicyHasGap
from withness.values.rules.viewer import Duty, Viewer, Way

Words = str | Promise
M = TypeVar("M", bound=Model)

NOTHING = Q(pk__in=())
EVERYTHING = Q()


@dataclass(frozen=True, slots=True)
class Condition:
    """One reason why somebody may, as a predicate and as a filter over the same table."""

    name: str
    because: Words
    holds: Callable[[Viewer, Any], bool]
    where: Callable[[Viewer], Q]


@dataclass(frozen=True, slots=True)
class Row:
    """One way to be allowed: all of its conditions hold."""

    all_of: tuple[Condition, ...]

    @property
    def name(self) -> str:
        """The names of its conditions, as they stand in the trail."""
        return "+".join(condition.name for condition in self.all_of)

    @property
    def because(self) -> Words:
        """What the page says to explain itself: the first condition's sentence."""
        return self.all_of[0].because


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done or read; allowed where any of its rows is.

    `about` is the table its objects are rows of, None for deeds without an object.
    """

    name: str
    sentence: Words
    about: type[Model] | None
    any_of: tuple[Row, ...]


def all_of(*conditions: Condition) -> Row:
    """Return a row that asks for every one of these conditions."""
    return Row(conditions)


def of_viewer(name: str, because: Words, holds: Callable[[Viewer], bool]) -> Condition:
    """Return a condition that looks at the viewer alone."""
    return Condition(
        name,
        because,
        holds=lambda viewer, _row: holds(viewer),
        where=lambda viewer: EVERYTHING if holds(viewer) else NOTHING,
    )


def is_person(name: str, because: Words, column: str = "person_id") -> Condition:
    """Return the condition that `column` of the row names the viewer; nobody is ever nobody."""
    return Condition(
        name,
        because,
        holds=lambda viewer, row: (
            viewer.person_id is not None and getattr(row, column) == viewer.person_id
        ),
        where=lambda viewer: Q(**{column: viewer.person_id}) if viewer.person_id else NOTHING,
    )


def is_among(
    name: str, because: Words, column: str, found: Callable[[Viewer], Collection[object]]
) -> Condition:
    """Return the condition that where `column` leads is one of those the viewer's rights name."""
    steps = column.split("__")
    return Condition(
        name,
        because,
        holds=lambda viewer, row: reduce(getattr, steps, row) in found(viewer),
        where=lambda viewer: Q(**{f"{column}__in": found(viewer)}),
    )


anyone = of_viewer("anyone", "anyone may", lambda _viewer: True)
works_here = of_viewer(
    "works_here",
    "you work in this service",
    lambda viewer: viewer.practitioner_id is not None and viewer.way == Way.SIGNED_IN,
)
has_a_name = of_viewer(
    "has_a_name", "you came in by your own link", lambda viewer: viewer.person_id is not None
)


def keeps(duty: Duty) -> Condition:
    """Return the condition that the viewer has this duty and is signed in."""
    return of_viewer(
        f"keeps_{duty.value}",
        "you have this duty in the service",
        lambda viewer: viewer.way == Way.SIGNED_IN and viewer.has(duty),
    )


_table: dict[str, Deed] = {}


def assemble(deeds: Iterable[Deed]) -> None:
    """Put a room's deeds into the table; raise `PolicyHasGap` for a double or an empty deed."""
    for deed in deeds:
        if deed.name in _table and _table[deed.name] is not deed:
            raise PolicyHasGap(f"{deed.name} is declared twice")
        if not deed.any_of or not all(row.all_of for row in deed.any_of):
            raise PolicyHasGap(f"{deed.name} says nothing about who may")
        _table[deed.name] = deed


def table() -> dict[str, Deed]:
    """Return every deed by its name."""
    return dict(_table)


def deed_named(name: str) -> Deed:
    """Return a deed, or raise `PolicyHasGap`: what no room declared nobody may do."""
    try:
        return _table[name]
    except KeyError:
        raise PolicyHasGap(f"no room declares {name}") from None


def may(viewer: Viewer, name: str, row: object = None) -> Row | None:
    """Return the row of the policy that allows the deed, or None."""
    for way in deed_named(name).any_of:
        if all(condition.holds(viewer, row) for condition in way.all_of):
            return way
    return None


def require(viewer: Viewer, name: str, row: object = None) -> Row:
    """Return the row that allows the deed, or raise `NotAllowed`."""
    allowed = may(viewer, name, row)
    if allowed is None:
        raise NotAllowed
    return allowed


def where(viewer: Viewer, name: str) -> Q:
    """Return the filter that leaves the rows this deed is allowed on.

    A way that this viewer can never take adds nothing to the filter: a clause that finds no row
    costs as much to ask as one that does.
    """
    allowed: Q | None = None
    for row in deed_named(name).any_of:
        way = _every(viewer, row)
        if not way:
            return EVERYTHING
        if way is not NOTHING:
            allowed = way if allowed is None else allowed | way
    return NOTHING if allowed is None else allowed


def _every(viewer: Viewer, row: Row) -> Q:
    """Return the filter of all conditions of a row, NOTHING where one of them never holds."""
    every = EVERYTHING
    for condition in row.all_of:
        asked = condition.where(viewer)
        if _never(asked):
            return NOTHING
        every = every & asked if every else asked
    return every


def _never(asked: Q) -> bool:
    """Whether a filter finds no row, whatever stands in the table: one of its parts is IN ()."""
    if asked is NOTHING:
        return True
    return (
        not asked.negated
        and asked.connector == Q.AND
        and any(_is_empty(part) for part in asked.children)
    )


def _is_empty(part: object) -> bool:
    if isinstance(part, Q):
        return _never(part)
    lookup, value = part if isinstance(part, tuple) else ("", None)
    return lookup.endswith("__in") and isinstance(value, tuple | frozenset) and not value


def open_to(viewer: Viewer, name: str, rows: "QuerySet[M]") -> "QuerySet[M]":
    """Return those of the rows that this deed is allowed on."""
    return rows.filter(where(viewer, name))
