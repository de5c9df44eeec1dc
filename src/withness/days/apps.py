"""Pages that join rooms."""

from django.apps import AppConfig


class DaysConfig(AppConfig):
    """Pages that join rooms."""

    name = "withness.days"
    label = "days"
