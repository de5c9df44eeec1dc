"""The agreed word: kept as a slow keyed hash, compared in constant time, and never shown."""

import hashlib
import secrets
from hmac import compare_digest
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.people import models
from withness.people.actions import telling
from withness.people.rules import changes, proof
from withness.sealing.models import cipher
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer

COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}  # about 50 ms and 16 MB


def choose(*, word: str, by: Viewer) -> None:
    """Keep a word that somebody chose themselves; raise `WordTooShort`, `NotAllowed`."""
    with transaction.atomic():
        person, right = oneself(by)
        write(service_id=by.service_id, person_id=person.pk, word=word, by=None)
        telling.changed(service_id=by.service_id, person_id=person.pk, what=changes.What.WORD)
        trail.did("people.choose_word", by=by, right=right, about=person.pk)


def write(*, service_id: UUID, person_id: UUID, word: str, by: UUID | None) -> None:
    """Keep a word; the calling deed has asked whether one may, and writes the trail.

    `by`: the person who wrote it down with them on the telephone; such a word opens once.
    Raises `WordTooShort`.
    """
    clean = proof.word(word)
    salt = secrets.token_hex(16)
    row = _row(service_id, person_id)
    row.word_hash = f"{salt}${_hashed(person_id, salt, clean)}"
    row.word_at, row.word_by_id = timezone.now(), by
    row.save()


def prefer(*, way: proof.Way, reach_id: UUID | None, by: Viewer) -> None:
    """Keep which way somebody is asked first; raise `NotAllowed` for what is not theirs."""
    with transaction.atomic():
        person, right = oneself(by)
        if way == proof.Way.CODE:
            if not reach_id or not _is_own(reach_id, person.pk):
                raise NotAllowed
        elif way != proof.Way.WORD:
            raise NotAllowed
        row = _row(by.service_id, person.pk)
        row.chosen, row.reach_id = way, reach_id if way == proof.Way.CODE else None
        row.save()
        trail.did("people.change_door", by=by, right=right, about=person.pk)


def is_it(*, person_id: UUID, typed: str) -> tuple[bool, bool]:
    """Return whether this is the word, and whether a practitioner wrote it down with them.

    Takes as long where there is no word. A word of the second kind is over once it was right.
    """
    row = models.Proof.objects.select_for_update().filter(person_id=person_id).first()
    kept = row.word_hash if row else ""
    salt, _, wanted = kept.partition("$")
    found = _hashed(person_id, salt or "0" * 32, proof.plain(typed)[: proof.MOST_WORD])
    right = compare_digest(found, wanted or "0" * 64) and bool(kept)
    if row is None or not right:
        return False, False
    by_other = row.word_by_id is not None
    if by_other:
        row.word_hash, row.word_by_id = "", None
        row.save(update_fields=["word_hash", "word_by"])
    return True, by_other


def _is_own(reach_id: UUID, person_id: UUID) -> bool:
    return models.Reach.objects.filter(pk=reach_id, person_id=person_id).exists()


def oneself(by: Viewer) -> tuple[models.Person, policy.Row]:
    """Return the viewer's own row, and the right to change how their page opens."""
    if by.person_id is None:
        raise NotAllowed
    person = models.Person.objects.select_for_update().filter(pk=by.person_id).first()
    if person is None:
        raise NotAllowed
    return person, policy.require(by, "people.change_door", person)


def _row(service_id: UUID, person_id: UUID) -> models.Proof:
    rows = models.Proof.objects.select_for_update().filter(person_id=person_id)
    return rows.first() or models.Proof(service_id=service_id, person_id=person_id)


def _hashed(person_id: UUID, salt: str, clean: str) -> str:
    """Return a slow hash under a key: neither the database alone nor a guess a time opens it."""
    slow = hashlib.scrypt(clean.encode(), salt=salt.encode(), dklen=32, **COST)
    return cipher.keyed_hash("link word", f"{person_id}:{slow.hex()}")
