"""Walking along a service's trail: everything that was altered, removed, put in or cut off."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from withness.sealing.models import cipher
from withness.trail import rules
from withness.trail.queries import chain
from withness.trail.rules import Broken, Finding

ASKED_AT_ONCE = 1000


@dataclass(slots=True)
class Walk:
    """What a walk found, and how far it went.

    `number`, `head` and `until` are of the last seal; `entries` were met as they were sealed,
    `let_go` are not there any more, `waiting` are not sealed yet. `met`: the head that was asked
    for was among the seals.
    """

    entries: int = 0
    seals: int = 0
    number: int = 0
    head: str = rules.NO_HEAD
    until: datetime | None = None
    let_go: int = 0
    waiting: int = 0
    met: bool = False
    unmarked_since: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ground:
    """Between which ids a walk looks at entries: what was let go, and from where on all is new."""

    let_go: UUID
    floor: UUID
    end: int  # the last seal when the walk began


def walk(service_id: UUID, kept: tuple[rules.Head, ...] = (), asked: str = "") -> Walk:
    """Walk along the chain of a service and return what was found; called with it in scope.

    `kept`: heads from outside the database. `asked`: a head somebody holds in their hand. Reads a
    batch at a time, however long the trail is; what is written meanwhile is left for the next walk.
    """
    end = chain.last(service_id)
    ground = Ground(
        chain.let_go_until(service_id) or UUID(int=0),
        rules.floor_of(end.until if end else None),
        end.number if end else 0,
    )
    heads = {one.number: one for one in kept if one.service_id == service_id}
    way, met_below = Walk(), 0
    for seal in chain.seals(service_id):
        if seal.fact.number > ground.end:
            break
        way.findings += _seal(way, seal, heads)
        met_below += _batch(way, seal.fact, ground)
        way.met = way.met or seal.head == asked
        way.seals += 1
        way.number, way.head, way.until = seal.fact.number, seal.head, seal.fact.until
    way.findings += _after(way, heads)
    way.findings += _strays(service_id, ground, met_below)
    way.waiting = _waiting(service_id, ground)
    return way


def _seal(way: Walk, seal: chain.SealRow, heads: dict[int, rules.Head]) -> Iterator[Finding]:
    """Find what is wrong with a seal, and with its following the one before."""
    fact = seal.fact
    marked = cipher.marked(chain.PURPOSE, seal.head.encode(), seal.key, seal.mark)
    if marked is not None:
        way.unmarked_since = 0  # a good mark stands for every seal before it, too
    elif not way.unmarked_since:
        way.unmarked_since = fact.number
    if fact.number != way.number + 1:
        yield Finding(
            Broken.SEAL_REMOVED, way.number + 1, fact.number - 1, since=way.until, until=fact.until
        )
    elif fact.previous != way.head:
        yield Finding(
            Broken.SEAL_ALTERED, way.number, fact.number, since=way.until, until=fact.until
        )
    if marked is False or rules.head_of(fact) != seal.head:
        yield Finding(
            Broken.SEAL_ALTERED, fact.number, fact.number, since=way.until, until=fact.until
        )
    kept = heads.get(fact.number)
    if kept is not None and kept.head != seal.head:
        yield Finding(
            Broken.HEAD_DIFFERS, fact.number, fact.number, since=way.until, until=fact.until
        )


def _batch(way: Walk, fact: rules.SealFact, ground: Ground) -> int:
    """Hold a batch's entries against its seal; return how many were met up to the floor."""
    if fact.first_id is None or fact.last_id is None:
        return 0
    if fact.last_id <= ground.let_go:
        way.let_go += fact.count
        return 0
    ids = rules.unpacked(fact.members)
    digest, missing, backdated, below = rules.Digest(), [], [], 0
    for start in range(0, len(ids), ASKED_AT_ONCE):
        some = ids[start : start + ASKED_AT_ONCE]
        there = chain.entries(some)
        for one in some:
            row = there.get(one)
            if row is None:
                missing.append(one)
                continue
            digest.add(row)
            below += one <= ground.floor
            if rules.is_backdated(one, row[2]):
                backdated.append(one)
    way.entries += len(ids) - len(missing)
    if missing:
        way.findings.append(_entries(Broken.REMOVED, fact.number, missing))
    elif digest.hexdigest() != fact.digest:
        way.findings.append(_entries(Broken.ALTERED, fact.number, ids))
    if backdated:
        way.findings.append(_entries(Broken.BACKDATED, fact.number, backdated))
    return below


def _entries(what: Broken, number: int, ids: list[UUID]) -> Finding:
    since, until = rules.made_at(min(ids)), rules.made_at(max(ids))
    return Finding(what, number, number, len(ids), since, until)


def _after(way: Walk, heads: dict[int, rules.Head]) -> Iterator[Finding]:
    """Find what lies beyond the last seal: heads kept outside, and marks nobody here can check."""
    beyond = max((number for number in heads if number > way.number), default=0)
    if beyond:
        yield Finding(Broken.TAIL_REMOVED, way.number + 1, beyond, since=way.until)
    if way.unmarked_since:
        yield Finding(Broken.SEAL_UNKNOWN, way.unmarked_since, way.number, until=way.until)


def _strays(service_id: UUID, ground: Ground, met_below: int) -> Iterator[Finding]:
    """Find entries that no seal holds though they are old, and such as were let go."""
    left = chain.count_until(service_id, ground.let_go)
    if left:
        yield Finding(Broken.LEFT, count=left, until=rules.made_at(ground.let_go))
    if chain.count_until(service_id, ground.floor) - left == met_below:
        return
    found, since, until = 0, None, None
    for page in chain.entry_ids(service_id, ground.let_go, ground.floor):
        known = chain.members_between(service_id, page[0], page[-1])
        strays = [one for one in page if one.bytes not in known]
        found += len(strays)
        if strays:
            since, until = since or rules.made_at(strays[0]), rules.made_at(strays[-1])
    if found:
        yield Finding(Broken.INSERTED, count=found, since=since, until=until)


def _waiting(service_id: UUID, ground: Ground) -> int:
    """Count the entries that wait for their seal."""
    known = chain.members_from(service_id, ground.floor)
    after, is_end, waiting = ground.floor, False, 0
    while not is_end:
        rows, after, is_end = chain.unsealed(service_id, after, known)
        waiting += len(rows)
    return waiting
