"""The fixed cast: made-up people whose lives the tests tell.

Mira has not slept for days. Her brother Jonas rang; her mother Edda is worried; Tarek is a friend
from the allotment; Dr Hale, her GP, is an agency that comes as a guest. Ruben was her partner and
has left the network. Lena (a nurse) and Sol (a peer practitioner) belong to the network. Pavel (a
psychiatrist) and Ines (a second peer) work in the team but do not belong. Noor keeps rota, accounts
and settings and belongs to no network. Ottilie is at the centre of another network, with Pavel.
Wilhelm works in another service altogether, Hillside, with Vera at the centre.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_scopes import scope

from tests import make
from withness.meetings.rules.states import State
from withness.values.rules.viewer import Belonging, Viewer

PRACTITIONERS = ("lena", "sol", "pavel", "ines", "noor", "wilhelm")


@dataclass
class Cast:
    """Everybody by name. People are `Person` rows; practitioners `Practitioner` rows."""

    riverside: Any
    hillside: Any
    team: Any
    other_team: Any
    network: Any
    others: Any
    foreign: Any
    first: Any  # the held first meeting of Mira's network
    next: Any  # the agreed next one
    who: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["who"][name]
        except KeyError:
            raise AttributeError(name) from None

    def person(self, name: str) -> Any:
        one = self.who[name]
        return one.person if name in PRACTITIONERS else one

    def viewer(self, name: str) -> Viewer:
        """That person as a viewer, in their own service."""
        person = self.person(name)
        with scope(service=person.service_id):
            return make.viewer(person)


def gather() -> Cast:
    """Write the cast down; needs a database."""
    now = timezone.now()
    riverside = make.service()
    who: dict[str, Any] = {}
    with scope(service=riverside.pk):
        team = make.team(riverside)
        who["lena"] = make.practitioner(
            team, "Lena", email="lena@example.org", languages=["en", "de"]
        )
        who["sol"] = make.practitioner(team, "Sol", is_peer=True, email="sol@example.org")
        who["pavel"] = make.practitioner(team, "Pavel", email="pavel@example.org")
        who["ines"] = make.practitioner(
            team, "Ines", is_peer=True, email="ines@example.org", languages=["en", "it"]
        )
        who["noor"] = make.practitioner(
            team,
            "Noor",
            email="noor@example.org",
            duties=("rota", "accounts", "settings", "data_protection"),
        )
        who["mira"] = make.person(riverside, "Mira", mail="mira@example.net", phone="07700900001")
        who["jonas"] = make.person(riverside, "Jonas", mail="jonas@example.net")
        who["edda"] = make.person(riverside, "Edda", language="de", phone="07700900002")
        who["tarek"] = make.person(riverside, "طارق")
        who["hale"] = make.person(riverside, "Dr Hale", mail="hale@example.net")
        who["ruben"] = make.person(riverside, "Ruben", mail="ruben@example.net")
        who["ottilie"] = make.person(riverside, "Ottilie", mail="ottilie@example.net")
        network = make.network(team, who["mira"], practitioners=[who["lena"], who["sol"]])
        make.joins(network, who["jonas"], how="my brother")
        make.joins(network, who["edda"], how="my mum")
        make.joins(
            network,
            who["tarek"],
            how="a friend from the allotment",
            joined_at=now - timedelta(days=5),
        )
        make.joins(network, who["hale"], Belonging.AGENCY, how="my doctor")
        make.joins(network, who["ruben"], how="my partner", left_at=now - timedelta(days=20))
        others = make.network(
            team, who["ottilie"], practitioners=[who["pavel"]], name="The Mill Lane network"
        )
        first = make.meeting(
            network,
            now - timedelta(days=30),
            state=State.HELD,
            invited=[who[n] for n in ("mira", "jonas", "edda", "ruben", "lena", "sol")],
            came=[who[n] for n in ("mira", "jonas", "ruben", "lena", "sol")],
        )
        coming = make.meeting(
            network,
            now + timedelta(days=2),
            invited=[who[n] for n in ("mira", "jonas", "edda", "tarek", "lena", "sol")],
        )
    hillside = make.service("hillside", "Hillside Open Dialogue")
    with scope(service=hillside.pk):
        other_team = make.team(hillside, "Hillside team")
        who["wilhelm"] = make.practitioner(other_team, "Wilhelm", email="wilhelm@example.org")
        who["vera"] = make.person(hillside, "Vera")
        foreign = make.network(
            other_team, who["vera"], practitioners=[who["wilhelm"]], name="The Orchard network"
        )
    return Cast(riverside, hillside, team, other_team, network, others, foreign, first, coming, who)
