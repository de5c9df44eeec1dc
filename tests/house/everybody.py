"""Those who stand before a door besides `doors.EVERYBODY`: each duty alone, and rarer rights."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests import coming_in, make
from tests.consents import opened as builders
from withness.consents.queries import opened
from withness.people.actions import links
from withness.people.rules import Purpose

# Who stands before a door, in the order of the matrix.
KINDS = (
    "nobody", "unproved", "caller", "centre", "member", "stranger", "former", "agency", "inside",
    "peer_inside", "outside", "peer_outside", "rota", "accounts", "settings", "data_protection",
    "glass", "demand", "elsewhere",
)  # fmt: skip
DUTIES = ("rota", "accounts", "settings", "data_protection")


def gathered(cast, scene) -> dict[str, Client]:
    """Return a client for each of `KINDS`: those of the scene, and the rest."""
    found = scene.clients | {
        "unproved": _unproved(cast),
        "stranger": coming_in.client_of(cast.ottilie, Purpose.MEMBER, cast.others.pk),
        "glass": _behind_glass(cast),
        "demand": _with_an_order(cast),
    }
    for duty in DUTIES:
        keeper = make.practitioner(
            cast.team, f"Keeper of {duty}", email=f"{duty}@example.org", duties=(duty,)
        )
        found[duty] = _signed_in(keeper)
    return {kind: found[kind] for kind in KINDS}


def _signed_in(practitioner) -> Client:
    client = Client()
    client.force_login(practitioner.person.account)
    return client


def _unproved(cast) -> Client:
    """Somebody who holds Jonas' link and cannot prove that it is theirs."""
    token = links.make(
        service_id=cast.riverside.pk, person_id=cast.jonas.pk, purpose=Purpose.MEMBER,
        opens_id=cast.network.pk, days=9,
    )  # fmt: skip
    client = Client()
    assert client.post(f"/riverside/open/{token}/").status_code == 302
    return client


def _behind_glass(cast) -> Client:
    """A practitioner who does not belong, in the hour after breaking the glass."""
    client = _signed_in(make.practitioner(cast.team, "Nils", email="nils@example.org"))
    why = {"reason": "Mira rang the night line and nobody who belongs answers."}
    broken = client.post(f"/riverside/consents/glass/{cast.network.pk}/", why)
    assert broken.status_code == 302
    return client


def _with_an_order(cast) -> Client:
    """One of the two who opened what a court ordered, in its hours."""
    two = [
        make.practitioner(cast.team, name, email=f"{name.lower()}@example.org", duties=(duty,))
        for name, duty in (("Ola", "data_protection"), ("Per", "accounts"))
    ]
    builders.demand(
        cast.network, two[0], confirmer=two[1], opens_at=timezone.now() - timedelta(minutes=5)
    )
    client = _signed_in(two[0])
    session = client.session
    session[opened.MARK] = True
    session.save()
    return client
