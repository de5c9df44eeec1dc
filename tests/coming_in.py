"""Coming in by a personal link: at once, for stories about something else, or by every step."""

import re

from django.test import Client
from django.utils import timezone
from django_scopes import scope

from withness.delivery.models import Message
from withness.people import models as people
from withness.people.actions import links, visits
from withness.people.rules import Purpose, proof
from withness.web.models import SessionStore

DIGITS = re.compile(r"\b\d{6}\b")


def visit(person, purpose=Purpose.MEMBER, opens_id=None):
    """Open a link on a device and prove it, as the rules do; return the visit's row."""
    with scope(service=person.service_id):
        token = links.make(
            service_id=person.service_id, person_id=person.pk, purpose=purpose,
            opens_id=opens_id, days=30,
        )  # fmt: skip
        begun = visits.begin(spent=links.spend(token=token), asked=False)
        row = people.Visit.objects.get(pk=begun.visit_id)
        if begun.by is None:
            visits.prove(row, proof.Way.CODE, borrowed=False, door=proof.Door(), now=timezone.now())
        return row


def session_of(row):
    """Return the session of a device on which that visit goes on."""
    session = SessionStore()
    session["visit"] = str(row.pk)
    session.create()
    return session


def client_of(person, purpose=Purpose.MEMBER, opens_id=None, **more):
    """Return a client that came in by a link of somebody's and proved it."""
    client = Client(**more)
    client.cookies["withness"] = session_of(visit(person, purpose, opens_id)).session_key
    return client


def digits_for(person):
    """Return the six digits that were sent to somebody last."""
    rows = Message.objects.filter(to_id=person.pk, key__startswith="code:").order_by("-made_at")
    return DIGITS.search(rows.first().body)[0]


def by_every_step(client, address, person):
    """Open a link and type the digits that were sent; return the last answer."""
    client.post(address)
    slug = address.split("/")[1]
    return client.post(f"/{slug}/proof/", {"typed": digits_for(person)})
