"""Who agreed to what, until when."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """Who agreed to what, until when."""

    name = "withness.consents"
    label = "consents"
