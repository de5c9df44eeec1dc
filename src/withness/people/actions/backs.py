"""Getting back in after everything was lost: asking, saying yes, stopping, and a new way in."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import NoReturn
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.people import models, rules
from withness.people.actions import limits, links, persons, telling
from withness.people.queries import backs, doors
from withness.people.rules import back, changes, proof
from withness.sealing.models import cipher
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer, Way, nobody

Reach = tuple[rules.ReachKind, str]
HOUR, DAY = 3600, 24 * 3600
ASKED_A_DAY = 3  # for one address or number, whether or not anybody has it
TRIES_AN_HOUR = 10
OPENED_AN_HOUR = 10


@dataclass(frozen=True, slots=True)
class Returned:
    """Somebody is back: where their new link goes, and its token; None where nothing opens."""

    person_id: UUID
    language: str
    kind: rules.ReachKind
    value: str
    token: str | None


def ask(*, known: Reach, new: Reach, service_id: UUID) -> UUID | None:
    """Ask the people somebody named; return the id of the asking, None where there is nobody.

    What the page says is the same in both cases. `known`: a reach they gave before. Where several
    persons have it, or it waits already, nothing is asked. Raises `TooOften`.
    """
    mark = cipher.keyed_hash(f"reach:{service_id}", known[1].casefold())
    limits.spend("links.back", f"{service_id}:{mark}", ASKED_A_DAY, DAY)
    now = timezone.now()
    with transaction.atomic():
        person_id = _who(mark)
        if person_id is None:
            return None
        models.Person.objects.select_for_update().filter(pk=person_id).first()
        open_now = models.Back.objects.filter(person_id=person_id, stopped_at=None, done_at=None)
        if open_now.filter(good_from__isnull=False).exists():
            return None
        open_now.update(stopped_at=now, stopped_by=back.Stop.SELF)
        must = models.Proof.objects.filter(person_id=person_id)
        row = models.Back(
            service_id=service_id,
            person_id=person_id,
            way=back.Way.NAMED,
            kind=new[0],
            value=new[1],
            asked_at=now,
            needs=must.values_list("must_say_yes", flat=True).first() or 1,
        )
        row.save(force_insert=True)
        for trusted_id in _named(person_id):
            models.Vouch(service_id=service_id, back=row, trusted_id=trusted_id).save()
        trail.did("people.ask_back", by=nobody(service_id), right="named", about=person_id)
        return row.pk


def show(*, token: str) -> str:
    """Return new digits for whoever was named to tell by voice; raise `NotOver`, `LinkClosed`."""
    vouch_id = backs.vouch_of(token)
    if vouch_id is None:
        raise rules.LinkClosed
    limits.spend("links.named", str(vouch_id), OPENED_AN_HOUR, HOUR)
    now = timezone.now()
    with transaction.atomic():
        row = _named_still().select_for_update(of=("self",)).filter(pk=vouch_id).first()
        asking = models.Back.objects.filter(pk=row.back_id).first() if row else None
        if row is None or asking is None:
            raise back.NotOver
        if back.state(backs.told(asking), now) != back.State.ASKING:
            raise back.NotOver
        digits = f"{secrets.randbelow(10**proof.DIGITS):0{proof.DIGITS}d}"
        row.digits_hash, row.opened_at = _hashed(row.pk, digits), now
        row.save(update_fields=["digits_hash", "opened_at"])
        return digits


def try_digits(*, back_id: UUID | None, typed: str, instead: str = "") -> None:
    """Take what one of the named people told by voice. Raises `NotThat`, `NotOver`, `TooOften`.

    `back_id` None: nobody was asked; it is never right, and looks the same, try for try. `instead`:
    what tells such an asking from every other one.
    """
    limits.spend("links.back_try", str(back_id or instead), TRIES_AN_HOUR, HOUR)
    if back_id is None:
        _never(instead)
    now, found = timezone.now(), None
    with transaction.atomic():
        row = _locked(back_id)
        state = back.state(backs.told(row), now)
        if state != back.State.ASKING or row.wrong >= back.MOST_WRONG:
            raise back.NotOver
        digits = proof.digits(typed)
        for one in _named_still().filter(back=row, opened_at__isnull=False):
            if compare_digest(one.digits_hash, _hashed(one.pk, digits)):
                found = one
        if found is None:
            row.wrong += 1
            row.save(update_fields=["wrong"])
        else:
            found.yes_at = now
            found.save(update_fields=["yes_at"])
            _said_yes(row, now, by=nobody(row.service_id), right="named")
    if found is None:
        raise proof.NotThat


def _never(instead: str) -> NoReturn:
    """Say of an asking that asks nobody what would be said of one that does."""
    try:
        limits.spend("links.back_wrong", instead, back.MOST_WRONG, DAY)
    except rules.TooOften:
        raise back.NotOver from None
    raise proof.NotThat


def know(
    *, person_id: UUID, new: Reach, needs: int, by: Viewer, right: policy.Row, network_id: UUID
) -> UUID:
    """Write down that a practitioner knows somebody and spoke with them; return the asking's id.

    The calling deed has asked whether they may, and tells the network's other practitioners.
    Raises `UnderWay`.
    """
    now = timezone.now()
    models.Person.objects.select_for_update().filter(pk=person_id).first()
    if backs.going(person_id) is not None:
        raise back.UnderWay
    row = models.Back(
        service_id=by.service_id,
        person_id=person_id,
        way=back.Way.KNOWN,
        kind=new[0],
        value=new[1],
        asked_at=now,
        needs=needs,
        known_by_id=by.person_id,
    )
    row.save(force_insert=True)
    trail.did("networks.know_person", by=by, right=right, about=person_id, network=network_id)
    _said_yes(row, now, by=by, right=right)
    return row.pk


def know_too(*, back_id: UUID, by: Viewer, right: policy.Row) -> None:
    """Write down that a second practitioner knows them, too. Raises `NotYourself`, `NotOver`."""
    row = _locked(back_id)
    now = timezone.now()
    if back.state(backs.told(row), now) != back.State.ASKING or row.way != back.Way.KNOWN:
        raise back.NotOver
    if row.known_by_id == by.person_id:
        raise back.NotYourself
    _said_yes(row, now, by=by, right=right)


def stop(*, back_id: UUID, who: back.Stop, by: Viewer, right: policy.Row | str) -> None:
    """Stop it for good. The calling deed or token has shown that they may. Raises `NotOver`."""
    with transaction.atomic():
        row = _locked(back_id)
        if not back.goes_on(backs.told(row), timezone.now()):
            raise back.NotOver
        row.stopped_at, row.stopped_by = timezone.now(), who
        row.save(update_fields=["stopped_at", "stopped_by"])
        trail.did("people.stop_back", by=by, right=right, about=row.person_id)


def stop_own(*, back_id: UUID, by: Viewer) -> None:
    """Stop a way back to one's own page. Raises `NotOver`, `NotAllowed`."""
    with transaction.atomic():
        row = _locked(back_id)
        right = policy.require(by, "people.stop_back", row)
        stop(back_id=back_id, who=back.Stop.SELF, by=by, right=right)


def finish(*, back_id: UUID, days: int) -> Returned | None:
    """Make the new way in once the waiting is over; None where somebody stopped it meanwhile.

    Every link and every open device of before ends. The new reach takes codes at once.
    """
    now = timezone.now()
    with transaction.atomic():
        row = _locked(back_id)
        if back.state(backs.told(row), now) != back.State.GOOD:
            return None
        kind = rules.ReachKind(row.kind)
        reach_id = persons.reach(
            service_id=row.service_id, person_id=row.person_id, kind=kind, value=row.value
        )
        models.Reach.objects.filter(pk=reach_id).update(good_from=None, may_write=True)
        models.Visit.objects.filter(person_id=row.person_id, ended_at=None).update(ended_at=now)
        token = links.anew_for(person_id=row.person_id, days=days)
        row.done_at = now
        row.save(update_fields=["done_at"])
        telling.changed(
            service_id=row.service_id,
            person_id=row.person_id,
            what=changes.What.BACK_DONE,
            reach_id=reach_id,
        )
        themselves = Viewer(service_id=row.service_id, way=Way.LINK, person_id=row.person_id)
        trail.did("people.back_again", by=themselves, right=row.way, about=row.person_id)
        person = models.Person.objects.get(pk=row.person_id)
        return Returned(person.pk, person.language, kind, row.value, token)


def _said_yes(row: models.Back, now: datetime, *, by: Viewer, right: policy.Row | str) -> None:
    row.yes += 1
    grace = timedelta(hours=doors.door().grace_hours)
    before = row.good_from
    row.good_from = back.after_a_yes(backs.told(row), now, grace)
    row.save(update_fields=["yes", "good_from"])
    trail.did("people.say_yes_back", by=by, right=right, about=row.person_id)
    if row.good_from is not None and before is None:
        telling.changed(
            service_id=row.service_id,
            person_id=row.person_id,
            what=changes.What.BACK,
            back_id=row.pk,
        )


def _who(mark: str) -> UUID | None:
    """Return the one person who gave this reach and named people; None for none or several."""
    named = models.Trusted.objects.filter(ended_at=None).values("person_id")
    rows = models.Reach.objects.filter(looked_up_by=mark, person__account=None)
    found = set(rows.filter(person_id__in=named).values_list("person_id", flat=True)[:2])
    return found.pop() if len(found) == 1 else None


def _named(person_id: UUID) -> list[UUID]:
    rows = models.Trusted.objects.filter(person_id=person_id, ended_at=None)
    return list(rows.order_by("made_at", "id").values_list("id", flat=True))


def _named_still() -> "QuerySet[models.Vouch]":
    """Return the parts of those who did not say yes yet, and whom nobody took back meanwhile."""
    return models.Vouch.objects.filter(yes_at=None, trusted__ended_at=None)


def _locked(back_id: UUID) -> models.Back:
    row = models.Back.objects.select_for_update().filter(pk=back_id).first()
    if row is None:
        raise NotAllowed
    return row


def _hashed(vouch_id: UUID, digits: str) -> str:
    return cipher.keyed_hash("back digits", f"{vouch_id}:{digits}")
