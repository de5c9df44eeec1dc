"""The trail."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Who did and who read what."""

    name = "withness.trail"
    label = "trail"
