"""Everybody who may want to do something, and one thing of each kind to do it to."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.utils import timezone

from tests import make
from tests.consents import opened
from tests.house import doors
from tests.house.riches import riches
from withness.access import policy
from withness.consents import models as consents
from withness.meetings import models as meetings
from withness.meetings.rules.states import Came
from withness.networks import models as networks
from withness.records import models as records
from withness.teams import models as teams
from withness.trail import actions as trail
from withness.trail.models import Entry
from withness.values.rules.viewer import Demand, Viewer, nobody

# Who wants to, in the order of the matrix. Each duty alone; broken glass and an order alone.
KINDS = (
    "nobody", "caller", "centre", "member", "former", "agency", "inside", "peer_inside",
    "outside", "peer_outside", "cover", "rota", "accounts", "settings", "data_protection",
    "glass", "demand", "elsewhere",
)  # fmt: skip
OF_CAST = {
    "centre": "mira", "member": "jonas", "former": "ruben", "agency": "hale", "inside": "lena",
    "peer_inside": "sol", "outside": "pavel", "peer_outside": "ines", "elsewhere": "wilhelm",
}  # fmt: skip
DUTIES = ("rota", "accounts", "settings", "data_protection")
# the object of a deed, where its name is not made of the table's own
NAMED = {"teams.Practitioner": "practitioner_id", "exchange.Wish": "wish_id"}


def viewers(cast, contact) -> dict[str, Viewer]:
    """Return one viewer of every kind, as the doorway would build them.

    Somebody of another service keeps their own: what is about nothing they may do at home.
    """
    caller = make.viewer(contact.caller, opens=(contact.pk,))
    found = {"nobody": nobody(cast.riverside.pk), "caller": caller}
    found |= {kind: cast.viewer(name) for kind, name in OF_CAST.items()}
    found["elsewhere"] = replace(found["elsewhere"], service_id=cast.hillside.pk)
    for duty in DUTIES:
        keeper = make.practitioner(cast.team, f"Keeper of {duty}", duties=(duty,))
        found[duty] = make.viewer(keeper.person)
    stands_in = make.practitioner(cast.team, "Ada")
    meetings.Invitation.objects.create(
        service=cast.riverside, meeting=cast.first, person=stands_in.person,
        practitioner=stands_in, is_cover=True, starts_at=cast.first.starts_at,
        ends_at=cast.first.ends_at, uid=f"{uuid4()}@example.org",
    )  # fmt: skip
    meetings.Attendance.objects.create(
        service=cast.riverside, meeting=cast.first, person=stands_in.person,
        practitioner=stands_in, came=Came.ROOM, at=cast.first.starts_at,
    )  # fmt: skip
    found["cover"] = make.viewer(stands_in.person)
    plain = make.viewer(make.practitioner(cast.team, "Nils").person)
    found["glass"] = replace(plain, glass=frozenset({cast.network.pk}))
    now = timezone.now()
    found["demand"] = replace(
        make.viewer(make.practitioner(cast.team, "Ola", duties=("data_protection",)).person),
        demands=(Demand(cast.network.pk, now - timedelta(days=99), now + timedelta(days=1)),),
    )
    return {kind: found[kind] for kind in KINDS}


def things(cast, scene: doors.Scene) -> dict[str, Any]:
    """Return one row of every table that a deed is about: Mira's network, and Jonas in it."""
    scene.objects |= riches(cast)
    scene.objects |= {
        "glass_id": opened.glass(cast.network, cast.pavel).pk,
        "demand_id": opened.demand(cast.network, cast.noor).pk,
    }
    trail.did("networks.read", by=cast.viewer("lena"), right="belongs", network=cast.network.pk)
    at = timezone.now()
    own = {"service": cast.riverside}
    rows: dict[str, Any] = {
        "service.Service": cast.riverside,
        "networks.Membership": networks.Membership.objects.get(
            network=cast.network, person=cast.jonas
        ),
        "teams.Holding": teams.Holding.objects.get(practitioner=cast.noor, duty="rota"),
        "trail.Entry": Entry.objects.order_by("-at").first(),
        "networks.WithoutPeer": networks.WithoutPeer.objects.create(
            **own, network=cast.network, whose="staff", reason="Nobody was free.",
            said_by=cast.lena.person, said_at=at,
        ),
        "records.About": records.About.objects.create(
            **own, line_id=scene.objects["line_id"], person=cast.mira, made_at=at, shown_at=at
        ),
        "consents.TermsAnswer": consents.TermsAnswer.objects.create(
            **own, terms=consents.Terms.objects.first(), person=cast.jonas, answer="yes",
            how="page", written_by=cast.jonas, said_at=at,
        ),
        "consents.StudyAnswer": consents.StudyAnswer.objects.create(
            **own, study_id=scene.objects["study_id"], person=cast.jonas, number=1, answer="yes",
            how="page", written_by=cast.jonas, said_at=at,
        ),
        "consents.Told": consents.Told.objects.create(
            **own, network=cast.network, person=cast.jonas, kind="record", way="letter",
            reason="A duty.", told_by=cast.lena.person, told_at=at,
        ),
    }  # fmt: skip
    for deed in policy.table().values():
        if deed.about is not None and deed.about._meta.label not in rows:
            label = deed.about._meta.label
            key = NAMED.get(label) or KEYS.get(label) or f"{deed.about._meta.model_name}_id"
            rows[label] = apps.get_model(label).objects.get(pk=scene.objects[key])
    return rows


KEYS = {
    "meetings.LeftOut": "left_out_id", "records.HeldBack": "held_id",
    "records.OpenQuestion": "question_id",
}  # fmt: skip


def answers(cast) -> dict[str, str]:
    """Return what the policy answers everybody for every deed: "o" or "-", in the order of KINDS."""
    scene = doors.scene(cast)
    rows = things(cast, scene)
    everybody = viewers(cast, rows["contacts.Contact"])
    return {
        name: "".join(
            "o"
            if policy.may(viewer, name, rows.get(deed.about and deed.about._meta.label))
            else "-"
            for viewer in everybody.values()
        )
        for name, deed in sorted(policy.table().items())
    }
