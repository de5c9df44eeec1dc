"""Network meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Network meetings."""

    name = "withness.meetings"
    label = "meetings"
