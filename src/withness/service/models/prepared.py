"""Questions whose shape never changes, put into SQL once.

Django puts a question together anew each time it is asked, and a policy's filter with it; on most
pages that costs more than asking. A `Prepared` question is put together by Django and the policy
the first time, with marks in place of whatever differs from viewer to viewer and from time to
time, and asked with the values in place of the marks ever after. Nothing that was read is kept, no
rule is left out, and the wall between services stands: the service in scope is one of the values.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django_scopes import get_scope, scope

from withness.values.rules.viewer import Demand, Seat, Viewer

Argument = Viewer | UUID | str | datetime | int | None | Sequence[UUID]
MOST_SHAPES = 500  # of one question: viewers with so many places, lists of so many lengths
Take = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value goes."""

    number: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """A question in SQL; "" where it can find nothing. `given`: its values, slots among them."""

    sql: str
    given: tuple[Any, ...]
    converters: tuple[tuple[int, tuple[Any, ...], Any], ...]


class _Instant(datetime):
    """A mark for an instant. What is decided by comparing it would be decided once for all."""

    def _refuse(self, _other: object) -> NoReturn:
        raise TypeError("a prepared question compares instants in SQL, not while it is made")

    __lt__ = __le__ = __gt__ = __ge__ = _refuse


class Prepared:
    """One question. `build` gets the arguments and returns `values_list` rows.

    `build` may hand its arguments to the policy and put them into the question; it asks no other
    question, and no clock: an instant is an argument.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"]) -> None:
        self.build = build
        self._shapes: dict[tuple[Any, ...], _Shape] = {}

    def ask(self, *arguments: Argument) -> list[tuple[Any, ...]]:
        """Return the rows; raise `ScopeError` where a table wants a service in scope."""
        around = get_scope()
        service = around.get("service") if around.get("_enabled") else None
        if service is not None and not isinstance(service, UUID):
            return list(self.build(*arguments))
        slots: dict[Any, int] = {}

        def number(value: Any) -> int:
            return slots.setdefault(value, len(slots))

        pattern = [_walk(one, number) for one in arguments]
        key = (connection.vendor, around.get("_enabled"), service and number(service), *pattern)
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._put(arguments, service, slots)
            if len(self._shapes) >= MOST_SHAPES:
                self._shapes.pop(next(iter(self._shapes)), None)
            self._shapes[key] = shape
        return _asked(shape, [_adapted(value) for value in slots])

    def _put(
        self, arguments: Sequence[Argument], service: UUID | None, slots: dict[Any, int]
    ) -> _Shape:
        marks = {value: _mark(value, number) for value, number in slots.items()}
        of = {_adapted(mark): _Slot(slots[value]) for value, mark in marks.items()}
        marked = [_walk(one, marks.__getitem__, again=True) for one in arguments]
        with connection.execute_wrapper(_refuse_to_ask):
            if service is None:
                rows = self.build(*marked)
            else:
                with scope(service=marks[service]):
                    rows = self.build(*marked)
            compiler = rows.query.get_compiler(connection=connection)
            try:
                sql, given = compiler.as_sql()
            except EmptyResultSet:
                return _Shape("", (), ())
        fields = [part[0] for part in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(fields).items()
        return _Shape(
            sql,
            tuple(_place(one, of) for one in given),
            tuple((at, tuple(those), expression) for at, (those, expression) in converters),
        )


def _walk(one: Argument, take: Take, *, again: bool = False) -> Any:
    """Take every value of an argument in turn.

    Returns what else tells two arguments apart; or, `again`, an argument made of what was taken.
    """
    if isinstance(one, Viewer):
        return _walk_viewer(one, take, again=again)
    if isinstance(one, list | tuple):
        return tuple(take(item) for item in one)
    return one if one is None or isinstance(one, int) else take(one)


def _walk_viewer(viewer: Viewer, take: Take, *, again: bool) -> Any:
    def maybe(value: Any) -> Any:
        return None if value is None else take(value)

    ids = (take(viewer.service_id), maybe(viewer.person_id), maybe(viewer.practitioner_id))
    seats = [
        (take(seat.network_id), seat.belonging, take(seat.joined_at), maybe(seat.left_at))
        for seat in viewer.seats
    ]
    opens = tuple(take(one) for one in sorted(viewer.opens))
    glass = tuple(take(one) for one in sorted(viewer.glass))
    demands = tuple(
        (take(one.network_id), take(one.said_from), take(one.said_until), one.kinds)
        for one in viewer.demands
    )
    if not again:
        alike = (viewer.way, viewer.is_peer, viewer.duties, viewer.language)
        return (*alike, *ids, tuple(seats), opens, glass, demands)
    return Viewer(
        service_id=ids[0],
        way=viewer.way,
        person_id=ids[1],
        practitioner_id=ids[2],
        is_peer=viewer.is_peer,
        duties=viewer.duties,
        seats=tuple(Seat(*seat) for seat in seats),
        opens=frozenset(opens),
        language=viewer.language,
        glass=frozenset(glass),
        demands=tuple(Demand(*demand) for demand in demands),
    )


def _mark(value: Any, number: int) -> Any:
    """Return a value of the same kind that stands nowhere else."""
    if isinstance(value, UUID):
        return UUID(int=(0xFEED << 112) + number)
    if isinstance(value, datetime):
        return _Instant(1900, 1, 1, tzinfo=UTC) + timedelta(microseconds=number)
    return f"\x00mark {number}"


def _place(given: Any, of: dict[Any, _Slot]) -> Any:
    """Return the slot of a mark, or what is the same whenever it is asked."""
    try:
        if given in of:
            return of[given]
    except TypeError:
        return given
    if _is_time(given):
        raise ValueError("a prepared question asks no clock: an instant is an argument")
    return given


def _is_time(given: Any) -> bool:
    if not isinstance(given, str):
        return isinstance(given, date)
    return parse_date(given[:10]) is not None or parse_datetime(given) is not None


def _refuse_to_ask(*_: Any) -> NoReturn:
    raise RuntimeError("a prepared question asks nothing while it is put together")


def _adapted(value: Any) -> Any:
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _asked(shape: _Shape, values: list[Any]) -> list[tuple[Any, ...]]:
    if not shape.sql:
        return []
    given = [values[one.number] if isinstance(one, _Slot) else one for one in shape.given]
    with connection.cursor() as cursor:
        cursor.execute(shape.sql, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [_converted(row, shape.converters) for row in rows] if shape.converters else rows


def _converted(row: tuple[Any, ...], converters: tuple[Any, ...]) -> tuple[Any, ...]:
    values = list(row)
    for at, those, expression in converters:
        value = values[at]
        for convert in those:
            value = convert(value, expression, connection)
        values[at] = value
    return tuple(values)
