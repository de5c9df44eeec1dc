"""A meeting arranged in the product's own way, and what the stories about it look at."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from withness.delivery.models import Message
from withness.meetings.actions import arranging
from withness.meetings.models import Invitation, Meeting
from withness.meetings.rules.states import Where
from withness.values.rules.spans import Span


def at(*parts):
    """A wall time: naive on purpose."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def workday(days=7, hour=10, minute=0):
    """A wall time on a working day about so many days from now."""
    day = (timezone.now() + timedelta(days=days)).date()
    while day.weekday() > 4:
        day += timedelta(days=1)
    return at(day.year, day.month, day.day, hour, minute)


def arrange(cast, by="lena", *, who=("mira", "jonas"), practitioners=("lena", "sol"), **more):
    return arranging.arrange(
        network_id=more.pop("network_id", cast.network.pk),
        wall_start=more.pop("wall_start", workday()),
        minutes=more.pop("minutes", 90),
        where=more.pop("where", Where.HOME),
        person_ids=[cast.who[name].pk for name in who],
        practitioner_ids=[cast.who[name].pk for name in practitioners],
        by=cast.viewer(by),
        **more,
    )


def messages_about(invitations):
    return Message.objects.filter(about_id__in=[one.pk for one in invitations])


def invitation(meeting_id, person):
    return Invitation.objects.get(meeting_id=meeting_id, person=person)


def whole(meeting_id):
    meeting = Meeting.objects.get(pk=meeting_id)
    return Span(meeting.starts_at - timedelta(hours=2), meeting.ends_at + timedelta(hours=2))
