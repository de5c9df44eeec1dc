"""Writing the trail. Called inside the transaction of the deed itself."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access.policy import Row
from withness.trail import models, rules
from withness.values.rules.viewer import Viewer


def did(
    deed: str,
    *,
    by: Viewer,
    right: Row | str,
    about: UUID | None = None,
    network: UUID | None = None,
) -> None:
    """Write down one deed: who, what, about which row, in which network, by which right."""
    entry = _entry(deed, by=by, right=right, about=about, network=network)
    entry.once = entry.id.hex
    entry.save(force_insert=True)


def read(
    deed: str,
    *,
    by: Viewer,
    right: Row | str,
    about: UUID | None = None,
    network: UUID | None = None,
) -> None:
    """Write down one reading; the same page in the same quarter of an hour is written once.

    What this process has written down already it does not ask the database about again.
    """
    entry = _entry(deed, by=by, right=right, about=about, network=network)
    entry.once = rules.reading(by.person_id, deed, about or network, entry.at)
    if entry.once in _written:
        return
    _write([entry])


_written: dict[str, None] = {}
MOST_REMEMBERED = 20_000


def _remember(entries: list[models.Entry]) -> None:
    _written.update(dict.fromkeys(entry.once for entry in entries))
    while len(_written) > MOST_REMEMBERED:
        _written.pop(next(iter(_written)), None)


def read_each(deed: str, *, by: Viewer, right: Row | str, networks: Iterable[UUID]) -> None:
    """Write down one reading for each of several networks, in one go."""
    entries = []
    for network in networks:
        entry = _entry(deed, by=by, right=right, about=None, network=network)
        entry.once = rules.reading(by.person_id, deed, network, entry.at)
        if entry.once not in _written:
            entries.append(entry)
    if entries:
        _write(entries)


def _write(entries: list[models.Entry]) -> None:
    models.Entry.objects.bulk_create(entries, ignore_conflicts=True)
    transaction.on_commit(lambda: _remember(entries))  # what is rolled back was not written


def _entry(
    deed: str, *, by: Viewer, right: Row | str, about: UUID | None, network: UUID | None
) -> models.Entry:
    return models.Entry(
        service_id=by.service_id,
        at=timezone.now(),
        person_id=by.person_id,
        practitioner_id=by.practitioner_id,
        deed=deed,
        right=right if isinstance(right, str) else right.name,
        about_id=about,
        network_id=network,
    )
