"""Calendar files: one for each receiver, neutral, with nobody else's address in them."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

from withness.delivery.rules import neutral, transitions
from withness.service import rules as service
from withness.values.rules import wall

METHODS = ("REQUEST", "CANCEL", "PUBLISH")
PRODUCT = "-//withness//calendar//EN"
ONE_YEAR = timedelta(days=366)


def file(
    *,
    uid: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    zone: str,
    summary: str,
    where: str = "",
    method: str = "REQUEST",
    sender_name: str = "",
    attendee: str = "",
    stamped_at: datetime | None = None,
) -> str:
    """Return a calendar file for one receiver.

    `starts_at`, `ends_at`: instants; the file holds wall time in `zone` with the zone's own rules,
    so that a change of law moves the instant and not the appointment. `uid` stays and `sequence`
    rises when a meeting moves; "CANCEL" takes it out of the calendar. `where`: only what may be
    named outside, and left out if its own name tells. `attendee`: the receiver's own address, and
    no other; without one (a file to take along) use "PUBLISH". Raises `TellsTooMuch`. Source:
    RFC 5545, RFC 5546.
    """
    if method not in METHODS:
        raise ValueError("no such calendar method")
    neutral.checked(summary, sender_name)
    event = Event()
    event.add("uid", neutral.one_line(uid))
    event.add("sequence", sequence)
    event.add("dtstamp", (stamped_at or timezone.now()).astimezone(UTC))
    event.add("dtstart", starts_at.astimezone(wall.zone_named(zone)))
    event.add("dtend", ends_at.astimezone(wall.zone_named(zone)))
    event.add("summary", summary)
    if where and not service.tells_too_much(where):
        event.add("location", where)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("class", "PRIVATE")  # shared calendars show a blank block
    event.add("organizer", _organiser(sender_name))
    if attendee:
        event.add("attendee", _attendee(attendee))
    return _whole(event, method, zone, starts_at)


def _organiser(sender_name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{neutral.one_line(settings.WITHNESS_SENDER)}")
    if sender_name:
        address.params["CN"] = vText(neutral.one_line(sender_name))
    return address


def _attendee(receiver: str) -> vCalAddress:
    """The receiver answers on their own page: no answer is asked by mail, no name is given."""
    address = vCalAddress(f"mailto:{neutral.one_line(receiver)}")
    address.params["RSVP"] = vText("FALSE")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    return address


def _whole(event: Event, method: str, zone: str, starts_at: datetime) -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if zone != "UTC":
        calendar.add_component(_zone(zone, starts_at))
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def _zone(name: str, around: datetime) -> Timezone:
    """The zone's own rules for a year before and after, so that no program has to guess."""
    midnight = around.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    zone = Timezone()
    zone.add("tzid", name)
    for change in transitions.changes(
        wall.zone_named(name), midnight - ONE_YEAR, midnight + ONE_YEAR
    ):
        part = TimezoneDaylight() if change.is_summer else TimezoneStandard()
        part.add("dtstart", change.wall)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.name)
        zone.add_component(part)
    return zone
