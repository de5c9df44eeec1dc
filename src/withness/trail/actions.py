"""Writing the trail, inside the transaction of the deed itself; sealing it; letting it go."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from withness.access.policy import Row
from withness.sealing.models import cipher
from withness.trail import models, rules
from withness.trail.queries import chain
from withness.values.rules.viewer import Viewer

_heard: ContextVar[list[str] | None] = ContextVar("the readings of this page", default=None)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Return a list into which the deed of every reading comes that is written meanwhile."""
    heard: list[str] = []
    before = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(before)


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
    _read(deed, by, right, [(about, network)])


_written: dict[str, None] = {}
MOST_REMEMBERED = 20_000


def _remember(entries: list[models.Entry]) -> None:
    _written.update(dict.fromkeys(entry.once for entry in entries))
    while len(_written) > MOST_REMEMBERED:
        _written.pop(next(iter(_written)), None)


def read_each(deed: str, *, by: Viewer, right: Row | str, networks: Iterable[UUID]) -> None:
    """Write down one reading for each of several networks, in one go."""
    _read(deed, by, right, [(None, network) for network in networks])


def read_of_each(
    deed: str, *, by: Viewer, right: Row | str, people: Iterable[UUID], network: UUID
) -> None:
    """Write down one reading for each of several people of a network, in one go."""
    _read(deed, by, right, [(about, network) for about in people])


def _read(
    deed: str, by: Viewer, right: Row | str, things: list[tuple[UUID | None, UUID | None]]
) -> None:
    """Write down one reading for each thing and its network, of which either may be missing."""
    heard = _heard.get()
    if heard is not None:
        heard.append(deed)
    entries = []
    for about, network in things:
        entry = _entry(deed, by=by, right=right, about=about, network=network)
        entry.once = rules.reading(by.person_id, deed, about or network, entry.at)
        if entry.once not in _written:
            entries.append(entry)
    if not entries:
        return
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


def seal(*, service_id: UUID, now: datetime) -> int:
    """Seal what a service's trail holds and no seal does; return how many entries that were.

    Several workers may do this at once: of two that take the same number one stops, and the
    entries are sealed once. Called outside any transaction, with the service in scope.
    """
    last = chain.last(service_id)
    cursor = rules.floor_of(last.until if last else None)
    known = chain.members_from(service_id, cursor)
    sealed = 0
    while True:
        rows, cursor, is_end = chain.unsealed(service_id, cursor, known)
        if not rows:
            return sealed
        seen = now if is_end else min(now, rules.made_at(rows[-1][0]))
        fact = rules.SealFact(
            service_id=service_id,
            at=now,
            until=max(seen, last.until) if last else seen,
            first_id=rows[0][0],
            last_id=rows[-1][0],
            count=len(rows),
            members=rules.packed(row[0] for row in rows),
            digest=rules.digest_of(rows),
        )
        last = _chained(last, fact)
        if last is None:
            return sealed
        sealed += len(rows)


def _chained(last: chain.Last | None, what: rules.SealFact) -> chain.Last | None:
    """Write the next seal of a chain, and return it; None where somebody else was faster."""
    fact = replace(
        what,
        number=last.number + 1 if last else 1,
        previous=last.head if last else rules.NO_HEAD,
    )
    head = rules.head_of(fact)
    key, mark = cipher.mark(chain.PURPOSE, head.encode())
    row = models.Seal(head=head, key=key, mark=mark, **asdict(fact))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    return chain.Last(fact.number, head, fact.until)


def keep_head(*, service_id: UUID) -> None:
    """Write the head of a service's chain into the file beside the keys, outside the database.

    A line in it that the chain does not bear out stays as it is, so that a cut tail is still seen
    after the next seal. Whoever brought an older copy back takes that line out by hand.
    """
    last = chain.last(service_id)
    if last is None:
        return
    now = rules.Head(service_id, last.number, last.head)
    kept = chain.kept_heads()
    stay = [one for one in kept if one.service_id != service_id or not chain.holds(one)]
    lines = rules.head_lines([*stay, now])
    if lines == rules.head_lines(kept):
        return
    path = chain.heads_path()
    fresh = path.with_name(f"{path.name}.{id(lines)}")
    fresh.touch(mode=0o600)
    fresh.write_text(lines)
    fresh.replace(path)


def let_go(*, service_id: UUID, before: datetime, now: datetime) -> int:
    """Let go of a service's entries in seals from before an instant; return how many went.

    The seals stay. A seal of its own says up to where entries were let go, and only then the
    table lets them be removed; nothing stands in the chain's way afterwards. What an earlier call
    did not finish is finished.
    """
    last = chain.last(service_id)
    spans = chain.spans(service_id)
    whole = rules.last_whole(spans, before)
    gone = chain.let_go_until(service_id)
    going = [span for span in spans if span[0] <= whole and (gone is None or span[2] > gone)]
    if going and last is not None:
        bound = max(span[2] for span in going)
        count = chain.count_until(service_id, bound)
        fact = rules.SealFact(
            service_id=service_id, at=now, until=last.until, count=count, let_go=bound
        )
        if _chained(last, fact) is None:
            return 0
        gone = bound
    removed = 0
    while gone is not None and (some := chain.ids_until(service_id, gone)):
        removed += models.Entry.objects.filter(pk__in=some).delete()[0]
    return removed
