"""First contacts."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """First contacts."""

    name = "withness.contacts"
    label = "contacts"
