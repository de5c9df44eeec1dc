"""Ids to put into addresses: of everything, and of what somebody has to do with."""

from typing import Any

from django_scopes import scope

from benchmarks.leaks.oracle import Persona
from benchmarks.leaks.world import World
from withness.consents.models import Glass
from withness.contacts.models import Contact
from withness.delivery import models as delivery
from withness.meetings import models as meetings
from withness.networks import models as networks
from withness.people import models as people
from withness.records import models as records
from withness.service import models as services
from withness.teams import models as teams


def _tables() -> dict[str, Any]:
    return {
        "contact_id": Contact, "network_id": networks.Network,
        "meeting_id": meetings.Meeting, "invitation_id": meetings.Invitation,
        "message_id": delivery.Message, "person_id": people.Person, "line_id": records.Line,
        "agreement_id": records.Agreement, "question_id": records.OpenQuestion,
        "practitioner_id": teams.Practitioner, "team_id": teams.Team, "link_id": people.Link,
        "reach_id": people.Reach, "held_id": records.HeldBack, "number_id": services.Number,
        "visit_id": people.Visit, "glass_id": Glass,
    }  # fmt: skip


def ids_of(world: World) -> dict[str, list[str]]:
    """Return the ids of every table, of both services, by what an address calls them."""
    found: dict[str, list[str]] = {}
    for service in world.services:
        with scope(service=service.pk):
            for name, model in _tables().items():
                ids = model._base_manager.filter(service_id=service.pk).values_list("pk", flat=True)
                found.setdefault(name, []).extend(map(str, ids))
    return found


def near(world: World, persona: Persona) -> dict[str, list[str]]:
    """Return the ids of what somebody has to do with: their networks and all that lies in them."""
    found: dict[str, list[str]] = {}
    for person_id in persona.persons:
        with scope(service=world.of[person_id]):
            seats = networks.Membership.objects.filter(person_id=person_id)
            own = list(seats.values_list("network_id", flat=True))
            for name, model in _tables().items():
                columns = {field.attname for field in model._meta.concrete_fields}
                rows = model.objects.all()
                if name == "network_id":
                    rows = rows.filter(pk__in=own)
                elif name == "person_id":
                    belongs = networks.Membership.objects.filter(network_id__in=own)
                    rows = rows.filter(pk__in=belongs.values("person_id"))
                elif name == "invitation_id":
                    rows = rows.filter(person_id=person_id)
                elif name == "contact_id" and not own:
                    rows = rows.filter(caller_id=person_id)
                elif "network_id" in columns:
                    rows = rows.filter(network_id__in=own)
                elif "person_id" in columns:
                    rows = rows.filter(person_id=person_id)
                found.setdefault(name, []).extend(map(str, rows.values_list("pk", flat=True)))
    return found
