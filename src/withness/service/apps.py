"""The service."""

from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class ServiceConfig(AppConfig):
    """The tenant and its settings."""

    name = "withness.service"
    label = "service"

    def ready(self) -> None:
        """Let every connection name its service, and every migration end behind the wall."""
        walls = import_module("withness.service.models.walls")
        connection_created.connect(walls.stand_by)
        post_migrate.connect(walls.build, sender=self)
