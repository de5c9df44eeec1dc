"""The outbox."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """The outbox."""

    name = "withness.delivery"
    label = "delivery"
