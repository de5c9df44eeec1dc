"""More than the scene has: something behind every address of Riverside, and its twin in Hillside."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django_scopes import scope

from tests import coming_in, make
from tests.consents import opened, said
from withness.exchange import models as exchange
from withness.meetings import models as meetings
from withness.networks import models as networks
from withness.people import models as people
from withness.people import rules as people_rules
from withness.people.actions import links
from withness.records import models as records
from withness.service import models as law
from withness.teams import models as teams


def riches(cast) -> dict[str, Any]:
    """Put a place, a turn, an absence, a calendar, a handed extract and more into Riverside."""
    own = {"service": cast.riverside}
    return _time(cast, cast.lena, cast.pavel, own) | {
        "place_id": make.place(cast.team).pk,
        "reach_id": people.Reach.objects.filter(person=cast.jonas).get().pk,
        "link_id": _link(cast.jonas, cast.network),
        **_door(cast.jonas, cast.network),
        "left_out_id": meetings.LeftOut.objects.create(
            **own, meeting=cast.next, peer=cast.ines, decided_by=cast.lena.person,
            whose="staff", reason="PeerReasonMarker", said_at=timezone.now(),
        ).pk,
        "arrival_id": exchange.Arrival.objects.create(
            **own, brought_by=cast.lena.person, text="network,centre\nOne,Ada\n", read_as="utf8",
            made_at=timezone.now(),
        ).pk,
        "extract_id": exchange.Extract.objects.create(
            **own, meeting=cast.first, network=cast.network, handed_by=cast.lena.person,
            form="copied", handed_at=timezone.now(),
        ).pk,
        "fact_id": law.Fact.objects.create(
            **own, jurisdiction="england", rule="age.decides", kind="age", number=16,
            source="A statute.", in_force_from="1970-01-01", made_at=timezone.now(),
        ).pk,
        **_hard(cast, own),
        "duty": "rota",
        "language": "de",
    }  # fmt: skip


def _hard(cast, own) -> dict[str, Any]:
    """Jonas is young, speaks for Mira, Hale for him; one was removed, one has died."""
    now = timezone.now()
    here = {**own, "network": cast.network}
    networks.Proxy.objects.create(
        **here, person=cast.jonas, speaker=cast.hale, kind="named", sharing=True,
        until_on=now.date() + timedelta(days=30), until_at=now + timedelta(days=31),
        said_by=cast.jonas, made_at=now,
    )  # fmt: skip
    gone, dead = make.person(cast.riverside, "Ulf"), make.person(cast.riverside, "Berta")
    return {
        "young_id": networks.Young.objects.create(
            **here, person=cast.jonas, until_on=now.date() + timedelta(days=90),
            said_by=cast.lena.person, said_at=now,
        ).pk,
        "proxy_id": networks.Proxy.objects.create(
            **here, person=cast.mira, speaker=cast.jonas, kind="named", arranging=True,
            until_on=now.date() + timedelta(days=30), until_at=now + timedelta(days=31),
            said_by=cast.mira, made_at=now,
        ).pk,
        "asked_id": meetings.Invitation.objects.get(meeting=cast.next, person=cast.mira).pk,
        "removal_id": networks.Removal.objects.create(
            **here, person=gone, removed_by=cast.lena.person, whose="staff",
            reason="RemovalReasonMarker", removed_at=now,
        ).pk,
        "death_id": networks.Death.objects.create(
            **here, person=dead, died_on=now.date(), written_by=cast.lena.person, written_at=now,
        ).pk,
    }  # fmt: skip


def of_hillside(cast) -> dict[str, Any]:
    """Return the same kinds of things, as another service has them."""
    with scope(service=cast.hillside.pk):
        own = {"service": cast.hillside}
        contact = make.contact(cast.other_team, cast.vera, cast.wilhelm)
        meeting = make.meeting(cast.foreign, invited=[cast.vera], state="held", came=[cast.vera])
        coming = make.meeting(cast.foreign, invited=[cast.vera])
        line = make.line(meeting, cast.vera, "Vera's own words.")
        own_record = own | {"network": cast.foreign}
        held = records.HeldBack.objects.create(
            **own_record, meeting=meeting, author=cast.wilhelm.person, words="Held back.",
            ground="safety", again_on=timezone.now().date(), once=uuid4(), made_at=timezone.now(),
        )  # fmt: skip
        asking = records.Asking.objects.create(
            **own_record, joiner=cast.vera, asked_by=cast.vera, asked_at=timezone.now()
        )
        spoken = records.Spoken.objects.create(
            **own_record, speaker=cast.vera, written_by=cast.wilhelm.person, meeting=meeting,
            line=line, what="circle", heard="telephone", to="network", before="room",
            said_at=timezone.now(),
        )  # fmt: skip
        return _time(cast, cast.wilhelm, cast.wilhelm, own) | {
            "spoken_id": spoken.pk,
            "contact_id": contact.pk, "network_id": cast.foreign.pk, "meeting_id": meeting.pk,
            "line_id": line.pk, "held_id": held.pk, "asking_id": asking.pk, "person_id": cast.vera.pk, "team_id": cast.other_team.pk,
            "practitioner_id": cast.wilhelm.pk, "place_id": make.place(cast.other_team).pk,
            "invitation_id": meetings.Invitation.objects.get(meeting=coming).pk,
            "link_id": _link(cast.vera, cast.foreign),
            **_door(cast.vera, cast.foreign),
            "glass_id": opened.glass(cast.foreign, cast.wilhelm).pk,
            "demand_id": opened.demand(cast.foreign, cast.wilhelm).pk,
            "consent_id": said.consent(cast.foreign, cast.vera).pk,
            "study_id": said.study(cast.hillside, cast.wilhelm.person).pk,
        }  # fmt: skip


def _time(cast, away, on_duty, own) -> dict[str, Any]:
    soon = timezone.now() + timedelta(days=3)
    return {
        "absence_id": teams.Absence.objects.create(
            **own, practitioner=away, starts_at=soon, ends_at=soon + timedelta(days=1)
        ).pk,
        "turn_id": make.turn(on_duty).pk,
        "calendar_id": teams.Calendar.objects.create(**own, practitioner=away, name="Work").pk,
    }


def _door(person, network):
    """What is kept about how one person's page opens."""
    own, now = {"service_id": person.service_id, "person": person}, timezone.now()
    reach = {"kind": "mail", "value": "kept@example.net"}
    return {
        "visit_id": coming_in.visit(person, opens_id=network.pk).pk,
        "trusted_id": people.Trusted.objects.create(**own, **reach, name="Nia", made_at=now).pk,
        "back_id": people.Back.objects.create(
            **own, **reach, way="named", asked_at=now, needs=1
        ).pk,
    }


def _link(person, network):
    links.make(
        service_id=person.service_id, person_id=person.pk, opens_id=network.pk, days=9,
        purpose=people_rules.Purpose.MEMBER,
    )  # fmt: skip
    return people.Link.objects.filter(person=person).order_by("-made_at").first().pk


def once() -> str:
    """Return a fresh mark, as a form carries one."""
    return str(uuid4())
