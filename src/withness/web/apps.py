"""The front door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The front door."""

    name = "withness.web"
    label = "web"
