"""Networks."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """Networks."""

    name = "withness.networks"
    label = "networks"
