"""`busy FILE.ics --from ISO --to ISO --zone NAME`: print busy intervals as JSON.

Needs no database. Exit 0 answered, 1 refused with one sentence on standard error, 2 wrong usage
(a file that is not there or cannot be opened is wrong usage, too).
"""

import json
import sys
from argparse import ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandParser

from withness.teams.forms import calendar
from withness.teams.forms import calendar_text as text
from withness.teams.rules import busy
from withness.teams.rules.busy import CalendarRefused
from withness.teams.words import calendar as words
from withness.values.rules.spans import Span


class Command(BaseCommand):
    """Print when somebody is busy by their own calendar file."""

    help = "Print the busy intervals of a calendar file as JSON."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.ics", type=_contents)
        parser.add_argument("--from", dest="start", metavar="ISO", type=_iso, required=True)
        parser.add_argument("--to", dest="end", metavar="ISO", type=_iso, required=True)
        parser.add_argument("--zone", metavar="NAME", type=_zone, required=True)
        parser.add_argument(
            "--occurrences",
            action="store_true",
            help="print each occurrence that starts in the window, unmerged",
        )

    def handle(self, *_args: object, **options: Any) -> None:
        start, end, zone = options["start"], options["end"], options["zone"]
        by_own_clock = options["occurrences"] and not (start.utcoffset() or end.utcoffset())
        window = _window(start, end, "UTC" if by_own_clock else zone)
        try:
            if options["occurrences"]:
                spans = calendar.read_occurrences(
                    options["file"], window, zone, own_clock=by_own_clock
                )
            else:
                spans = calendar.read_busy(options["file"], window, zone)
        except CalendarRefused as refused:
            _stop(words.said(refused), 1)
        self.stdout.write(json.dumps([_written(span) for span in spans]))


def _window(start: datetime, end: datetime, zone: str) -> Span:
    """Return the window; a time without an offset is read in the zone."""
    try:
        instants = [
            (when if when.tzinfo else when.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
            for when in (start, end)
        ]
    except OverflowError:
        _stop("--from and --to must lie between the years 1 and 9999.", 2)
    if instants[0] > instants[1]:
        _stop("--from must not be after --to.", 2)
    return Span(*instants)


def _contents(name: str) -> bytes:
    """Read a file, and never more of it than shows that it is too large."""
    path = Path(name)
    try:
        if path.exists() and not path.is_file():
            raise ArgumentTypeError("not a file")
        with path.open("rb") as opened:
            return opened.read(busy.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ArgumentTypeError("no file that can be opened by this name") from error


def _iso(typed: str) -> datetime:
    try:
        when = datetime.fromisoformat(typed)
    except ValueError as error:
        raise ArgumentTypeError("not a date or time like 2026-11-23T09:00:00Z") from error
    return when.replace(microsecond=0)


def _zone(typed: str) -> str:
    if not text.known(typed):
        raise ArgumentTypeError("not a time zone like Europe/London")
    return typed


def _written(span: Span) -> dict[str, str]:
    return {"start": _z(span.start), "end": _z(span.end)}


def _z(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat() + "Z"


def _stop(sentence: str, code: int) -> NoReturn:
    sys.stderr.write(sentence + "\n")
    raise SystemExit(code)
