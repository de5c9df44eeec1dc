"""Every address with the objects it needs, and everybody who may stand before it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.urls import get_resolver, set_script_prefix
from django.utils import timezone

from tests import coming_in, make
from tests.consents import opened, said
from withness.delivery import models as delivery
from withness.exchange import models as exchange
from withness.meetings import models as meetings
from withness.people.rules import Purpose
from withness.records import models as records

# Who stands before most doors; `everybody.KINDS` has the rarer ones, too.
EVERYBODY = (
    "nobody", "caller", "centre", "member", "former", "agency", "inside", "peer_inside",
    "outside", "peer_outside", "duties", "elsewhere",
)  # fmt: skip
NAMES = {
    "centre": "mira", "member": "jonas", "former": "ruben", "agency": "hale", "inside": "lena",
    "peer_inside": "sol", "outside": "pavel", "peer_outside": "ines", "duties": "noor",
    "elsewhere": "wilhelm",
}  # fmt: skip
LETTERS = {200: "o", 302: ">", 404: "-", 405: "p", 410: "x"}


@dataclass
class Scene:
    """Mira's network with something of everything, and a client for everybody."""

    objects: dict[str, Any]
    clients: dict[str, Client]


def scene(cast) -> Scene:
    """Put something of every kind into Riverside, and let everybody come in."""
    caller = make.person(cast.riverside, "Ama", mail="ama@example.net")
    contact = make.contact(cast.team, caller, cast.lena, hope="My sister has not slept.")
    line = make.line(cast.first, cast.jonas, "I was angry at the doctor.")
    own = {"service": cast.riverside, "network": cast.network}
    agreement = records.Agreement.objects.create(
        **own, meeting=cast.first, words="We eat on Sundays.", written_by=cast.jonas, number=90,
        once=uuid4(), made_at=cast.first.starts_at,
    )  # fmt: skip
    question = records.OpenQuestion.objects.create(
        **own, meeting=cast.first, words="What of the nights?", written_by=cast.jonas, number=91,
        once=uuid4(), made_at=cast.first.starts_at,
    )  # fmt: skip
    message = delivery.Message.objects.create(
        service=cast.riverside, to=cast.jonas, way="mail", key="matrix", state="failed",
        address="jonas@example.net", subject="Meeting", body="On Thursday.",
        due_at=timezone.now() - timedelta(hours=3), network_id=cast.network.pk,
    )  # fmt: skip
    invitation = meetings.Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    glass = opened.glass(cast.network, cast.pavel)
    demand = opened.demand(cast.network, cast.noor)
    held = records.HeldBack.objects.create(
        **own, meeting=cast.first, author=cast.lena.person, words="Held back.", ground="safety",
        again_on=timezone.now().date() + timedelta(days=9), once=uuid4(),
        made_at=cast.first.starts_at,
    )  # fmt: skip
    asking = records.Asking.objects.create(
        **own, joiner=cast.tarek, asked_by=cast.tarek, asked_at=timezone.now()
    )
    spoken = records.Spoken.objects.create(
        **own, speaker=cast.jonas, written_by=cast.lena.person, meeting=cast.first, line=line,
        what="circle", heard="telephone", to="network", before="room", said_at=timezone.now(),
    )  # fmt: skip
    objects = {
        "spoken_id": spoken.pk,
        "contact_id": contact.pk, "network_id": cast.network.pk, "meeting_id": cast.first.pk,
        "invitation_id": invitation.pk, "message_id": message.pk, "person_id": cast.jonas.pk,
        "line_id": line.pk, "held_id": held.pk, "asking_id": asking.pk,
        "agreement_id": agreement.pk, "question_id": question.pk,
        "practitioner_id": cast.pavel.pk, "token": "not-a-token", "team_id": cast.team.pk,
        "pk": 1, "session_id": uuid4(), "provider_id": "employer",
        "glass_id": glass.pk, "demand_id": demand.pk,
    }  # fmt: skip
    wish = exchange.Wish.objects.create(
        service=cast.riverside, person=cast.jonas, categories=["messages"], written_by=cast.jonas,
        asked_at=timezone.now(), due_at=timezone.now() + timedelta(days=7),
    )  # fmt: skip
    objects["wish_id"] = wish.pk
    said.terms(cast.riverside, cast.noor.person)
    objects |= {
        "consent_id": said.consent(cast.network, cast.jonas).pk,
        "study_id": said.study(cast.riverside, cast.noor.person).pk,
    }
    clients = {"nobody": Client()}
    clients["caller"] = _by_link(cast, caller, Purpose.CALLER, contact.pk)
    for kind, name in NAMES.items():
        person = cast.person(name)
        if person.account_id:
            clients[kind] = Client()
            clients[kind].force_login(person.account)
        else:
            clients[kind] = _by_link(cast, person, Purpose.MEMBER, cast.network.pk)
    return Scene(objects, clients)


def _by_link(cast, person, purpose, opens_id) -> Client:
    return coming_in.client_of(person, purpose, opens_id)


def addresses(urlconf: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return every named address of a URL configuration: its pattern and its arguments."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}

    def walk(resolver, space):
        for key in resolver.reverse_dict:
            if isinstance(key, str):
                for possibility in resolver.reverse_dict.getlist(key):
                    pattern, arguments = possibility[0][0]
                    found.setdefault(":".join([*space, key]), (pattern, tuple(arguments)))
        for name, (prefix, inner) in resolver.namespace_dict.items():
            before = dict(found)
            walk(inner, [*space, name])
            for known in found.keys() - before.keys():
                pattern, arguments = found[known]
                found[known] = (prefix + pattern, arguments)

    set_script_prefix("/")
    walk(get_resolver(urlconf), [])
    return found


def inside() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return every address inside a service."""
    return addresses(settings.WITHNESS_INSIDE)


def outside() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return every address outside any service."""
    return addresses(settings.ROOT_URLCONF)


def path_of(pattern: str, arguments: tuple[str, ...], objects: dict[str, Any]) -> str:
    """Return the path of an address with the scene's objects in it."""
    return "/riverside/" + pattern % {name: objects[name] for name in arguments}


def knock(scene: Scene, name: str, kinds: tuple[str, ...] = EVERYBODY) -> str:
    """Return what everybody gets at a door on GET, one letter each."""
    path = path_of(*inside()[name], scene.objects)
    return "".join(LETTERS.get(scene.clients[kind].get(path).status_code, "?") for kind in kinds)
