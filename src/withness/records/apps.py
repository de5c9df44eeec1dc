"""The voices of a meeting."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The voices of a meeting."""

    name = "withness.records"
    label = "records"
