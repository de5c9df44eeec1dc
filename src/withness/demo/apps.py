"""A made-up service."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A made-up service."""

    name = "withness.demo"
    label = "demo"
