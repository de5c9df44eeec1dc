"""Writing down who somebody is and how to reach them."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.people import models, rules
from withness.people.actions import telling
from withness.people.models.person import Person, Reach
from withness.people.rules import proof
from withness.people.rules.changes import What
from withness.sealing.models import cipher
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer

WRITTEN_DOWN = timedelta(hours=1)  # so long whoever writes somebody down may complete it


def add(*, service_id: UUID, name: str, language: str = "en") -> UUID:
    """Write down a person and return their id. The calling deed has asked whether one may."""
    person = Person(service_id=service_id, name=text.kept(name, text.NAME), language=language)
    person.save(force_insert=True)
    return person.pk


def reach(
    *,
    service_id: UUID,
    person_id: UUID,
    kind: rules.ReachKind,
    value: str,
    when_safe: str = "",
    may_write: bool = True,
    is_new: bool = False,
) -> UUID:
    """Write down one way to reach a person and return its id; the same way is written once.

    `is_new`: the person was written down in this same deed, so that there is nothing to look up.

    `may_write`: whether Withness itself may send there; a person ringing is another matter. Where
    there was another way already, codes go to the new one after two days, and the others are told.
    Raises `NotAMailAddress` or `NotATelephone`.
    """
    read = rules.mail_address if kind == rules.ReachKind.MAIL else rules.telephone
    clean = read(value)
    mark = cipher.keyed_hash(f"reach:{service_id}", clean.casefold())
    same = Reach.objects.filter(person_id=person_id, looked_up_by=mark)
    known = None if is_new else same.first()
    if known is not None:
        return known.pk
    is_first = is_new or _is_first(person_id)
    row = Reach(
        service_id=service_id,
        person_id=person_id,
        kind=kind,
        value=clean,
        looked_up_by=mark,
        when_safe=text.kept(when_safe, text.SHORT) or None,
        may_write=may_write,
        good_from=proof.good_from(is_first=is_first, now=timezone.now()),
    )
    row.save(force_insert=True)
    if not is_first:
        telling.changed(
            service_id=service_id, person_id=person_id, what=What.REACH, reach_id=row.pk
        )
    return row.pk


def _is_first(person_id: UUID) -> bool:
    """Whether somebody could not prove in any way before, or was written down just now.

    A way that was taken away lately was one: whoever found a page open must not replace it.
    """
    just_now = timezone.now() - WRITTEN_DOWN
    if Person.objects.filter(pk=person_id, made_at__gt=just_now).exists():
        return True
    word = models.Proof.objects.filter(person_id=person_id).exclude(word_hash="")
    lately = timezone.now() - proof.A_NEW_REACH_WAITS
    gone = models.Change.objects.filter(
        person_id=person_id, what=What.REACH, reach_id=None, at__gt=lately
    )
    there = Reach.objects.filter(person_id=person_id)
    return not (there.exists() or word.exists() or gone.exists())


def rename(*, person_id: UUID, name: str, by: Viewer) -> None:
    """Change what somebody is called; only they themselves may."""
    with transaction.atomic():
        person = models.Person.objects.get(pk=person_id)
        right = policy.require(by, "people.change_name", person)
        person.name = text.kept(name, text.NAME)
        person.save(update_fields=["name"])
        trail.did("people.change_name", by=by, right=right, about=person_id)


def speak(*, person_id: UUID, language: str, by: Viewer) -> None:
    """Keep the language somebody chose for their own pages."""
    person = models.Person.objects.filter(pk=person_id).first()
    if person is not None and policy.may(by, "people.read_own", person):
        person.language = language
        person.save(update_fields=["language"])
