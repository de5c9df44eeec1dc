"""People."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Anyone with a name."""

    name = "withness.people"
    label = "people"
