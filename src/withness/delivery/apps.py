"""The outbox."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from withness.delivery.rules import neutral, notify


class DeliveryConfig(AppConfig):
    """The outbox."""

    name = "withness.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Have the settings that stand in every message looked at when a command starts."""
        checks.register(settings_that_leave)


def settings_that_leave(**_: Any) -> list[checks.CheckMessage]:
    """Return warnings for settings that tell too much or cannot be read (promise 20)."""
    found: list[checks.CheckMessage] = [
        checks.Warning(
            f"The host in {name} stands in every message and tells what it is about.",
            hint="Choose a neutral host name.",
            id="delivery.W001",
        )
        for name in ("WITHNESS_ORIGIN", "WITHNESS_SENDER")
        if neutral.host_tells(getattr(settings, name))
    ]
    if settings.WITHNESS_SMS:
        try:
            notify.gateway(settings.WITHNESS_SMS)
        except notify.NotAGateway as why:
            found.append(
                checks.Warning(
                    f"WITHNESS_SMS cannot be read: look at its {why.facts['because']}.",
                    hint="It reads notify://KEY@HOST?template=ID; see docs/reference/delivery.md.",
                    id="delivery.W002",
                )
            )
    return found
