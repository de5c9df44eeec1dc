"""Putting everything that is held about somebody into one archive, for them alone."""

import io
import json
import zipfile
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.actions import telling
from withness.exchange.queries.held import everything
from withness.people.models import Person
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer

FORM = 1  # of the archive's JSON; a reader asks for it


def contents(*, by: Viewer) -> everything.Everything:
    """Return everything held about the viewer; every way to reach them hears of it at once.

    Raises `NotAllowed`. The archive itself is put together by `archive`, of what this returns.
    """
    with transaction.atomic():
        now = timezone.now()
        person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
        if person is None:
            raise NotAllowed
        right = policy.require(by, "exchange.take_everything", person)
        found = everything.held_about(by, now)
        telling.every_way(
            person=person, key=f"everything:{person.pk}:{now:%Y-%m-%d}", about=person.pk
        )
        trail.did("exchange.take_everything", by=by, right=right, about=person.pk)
        return found


def archive(found: everything.Everything, page: str) -> bytes:
    """Return a ZIP file: `everything.html` for people (given as `page`), `.json` for machines.

    JSON: {"form": 1, "at": ISO, "left_out": n, "parts": {code: [{field: value}]}}. Times in UTC;
    a meeting's time is the clock's on its wall, in its zone.
    """
    facts = {
        "form": FORM,
        "at": found.at.isoformat(),
        "left_out": found.stay,
        "parts": {part.code: [dict(row) for row in part.rows] for part in found.parts},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (
            ("everything.html", page),
            ("everything.json", json.dumps(facts, ensure_ascii=False, indent=1)),
        ):
            info = zipfile.ZipInfo(name, _stamp(found.at))
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, text)
    return file.getvalue()


def _stamp(at: datetime) -> tuple[int, int, int, int, int, int]:
    return (at.year, at.month, at.day, at.hour, at.minute, at.second)
