"""Teams and practitioners."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Teams and practitioners."""

    name = "withness.teams"
    label = "teams"
