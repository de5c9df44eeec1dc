"""Meetings, who is asked, who came, who was left out, and the numbered events of each meeting."""

from withness.meetings.models.asked import Attendance, Invitation
from withness.meetings.models.left_out import LeftOut
from withness.meetings.models.meeting import Event, Meeting

__all__ = ["Attendance", "Event", "Invitation", "LeftOut", "Meeting"]
