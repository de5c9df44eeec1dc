"""Doing something for somebody whom one speaks for, in the rooms where it is done."""

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition
from withness.values.rules.viewer import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from withness.networks.models import Proxy


def speaks_for_them(
    proxies: "Callable[[Viewer, datetime], QuerySet[Proxy]]", network: str = "network_id"
) -> Condition:
    """Return the condition that one of these proxies stands now for the row's person.

    `network`: the column that leads to the network in which they are spoken for.
    """
    steps = network.split("__")

    def holds(viewer: Viewer, row: Any) -> bool:
        there = reduce(getattr, steps, row)
        rows = proxies(viewer, timezone.now())
        return rows.filter(person_id=row.person_id, network_id=there).exists()

    def where(viewer: Viewer) -> Q:
        if viewer.person_id is None or not viewer.networks:
            return NOTHING
        rows = proxies(viewer, timezone.now())
        here = rows.filter(person_id=OuterRef("person_id"), network_id=OuterRef(network))
        return Q(Exists(here))

    because = _("you speak for them, until a day that is named")
    return Condition("speaks_for_them", because, holds, where)
