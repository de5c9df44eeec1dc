"""Sealing is ready when its keys can be read."""

from django.apps import AppConfig
from django.conf import settings

from withness.sealing import rules


class SealingConfig(AppConfig):
    """Reads the keys at the start, so that a missing key is found before a name is lost."""

    name = "withness.sealing"
    label = "sealing"

    def ready(self) -> None:
        """Raise `KeysUnreadable` where no key can be read."""
        rules.read_keys(settings.WITHNESS_KEYS)
