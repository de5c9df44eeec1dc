"""What leaves and enters."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What leaves and enters."""

    name = "withness.exchange"
    label = "exchange"
