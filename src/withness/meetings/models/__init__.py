"""Meetings, who is asked, who came, and the numbered events of each meeting."""

from withness.meetings.models.asked import Attendance, Invitation
from withness.meetings.models.meeting import Event, Meeting

__all__ = ["Attendance", "Event", "Invitation", "Meeting"]
