"""The service."""

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    """The tenant and its settings."""

    name = "withness.service"
    label = "service"
