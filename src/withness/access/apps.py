"""Assembles the policy of all rooms when the program starts."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps

from withness.access import policy
from withness.access.rules import PolicyHasGap


class AccessConfig(AppConfig):
    """The last room to be made ready, so that every policy stands."""

    name = "withness.access"
    label = "access"

    def ready(self) -> None:
        """Read `policy.DEEDS` of every room that has tables; a room without one is a gap."""
        for config in apps.get_app_configs():
            if not config.name.startswith("withness."):
                continue
            has_tables = any(True for _ in config.get_models())
            if find_spec(f"{config.name}.policy") is None:
                if has_tables:
                    raise PolicyHasGap(f"{config.name} has tables and no policy")
                continue
            module = import_module(f"{config.name}.policy")
            if config.name != self.name:
                policy.assemble(module.DEEDS)
