"""The fixed cast of the demo: lives that the guide tells, with the harms that peers report."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from withness.contacts import models as contacts
from withness.contacts.rules import states as contact_states
from withness.demo.actions.batch import Batch
from withness.demo.actions.lives import Life
from withness.demo.actions.service import Team
from withness.meetings.rules.states import State, Where
from withness.people import models as people
from withness.people import rules as people_rules
from withness.people.actions import persons
from withness.records.rules.states import Circle, Yes
from withness.values.rules.viewer import Belonging, Way


@dataclass(frozen=True, slots=True)
class Eyes:
    """Somebody whose eyes the demo's bar offers."""

    key: str
    person_id: UUID
    way: Way
    opens_id: UUID | None = None


def tell(batch: Batch, team: Team, now: datetime, chance: Random) -> list[Eyes]:
    """Write Mira's network and Ama's call down; return whose eyes one can look through."""
    lena, pavel, noor = team.staff[0], team.staff[1], team.staff[4]
    sol, ines = team.peers
    life = Life(batch, team, now, chance, "The Hill Street network")
    life.asked_at = now - timedelta(days=40)
    life.row.made_at = life.asked_at
    life.centre.name = "Mira"
    jonas, edda, tarek, ruben = (
        batch.add(people.Person, name=name) for name in ("Jonas", "Edda", "طارق", "Ruben")
    )
    hale = batch.add(people.Person, name="Dr Hale")
    life.members = [jonas, edda]
    life.practitioners = [lena, pavel]
    life.joins(jonas, Belonging.MEMBER, how="my brother")
    life.joins(edda, Belonging.MEMBER, how="my mum")
    life.joins(
        tarek, Belonging.MEMBER, how="a friend from the allotment", at=now - timedelta(days=6)
    )
    life.joins(hale, Belonging.AGENCY, how="my doctor")
    left = now - timedelta(days=20)
    life.joins(ruben, Belonging.MEMBER, how="my partner", left_at=left)
    life.joins(lena.person, Belonging.PRACTITIONER, post=lena)
    life.joins(pavel.person, Belonging.PRACTITIONER, post=pavel)
    # a planted harm: the peer came to the second meeting only, nobody had asked before
    life.joins(sol.person, Belonging.PRACTITIONER, post=sol, at=life.asked_at + timedelta(days=9))
    life.asked()
    _past(life, now, jonas, edda, lena, sol, ines)
    life.members = [jonas, edda, tarek]
    soon = _next_quarter(now + timedelta(minutes=20))
    life.meeting(soon, held=False, where=Where.HOME)
    life.meeting(soon + timedelta(days=6), held=False, where=Where.HOME)
    caller = _ama(batch, team, now, lena)
    _unheld(batch, team, now, sol, chance)
    return [
        Eyes("mira", life.centre.pk, Way.LINK, life.row.pk),
        Eyes("jonas", jonas.pk, Way.LINK, life.row.pk),
        Eyes("edda", edda.pk, Way.LINK, life.row.pk),
        Eyes("tarek", tarek.pk, Way.LINK, life.row.pk),
        Eyes("hale", hale.pk, Way.LINK, life.row.pk),
        Eyes("ruben", ruben.pk, Way.LINK, life.row.pk),
        Eyes("sol", sol.person_id, Way.SIGNED_IN),
        Eyes("lena", lena.person_id, Way.SIGNED_IN),
        Eyes("pavel", pavel.person_id, Way.SIGNED_IN),
        Eyes("ines", ines.person_id, Way.SIGNED_IN),
        Eyes("noor", noor.person_id, Way.SIGNED_IN),
        Eyes("ama", caller.caller.pk, Way.LINK, caller.pk),
    ]


def _past(life: Life, now: datetime, jonas: Any, edda: Any, lena: Any, sol: Any, ines: Any) -> None:
    """Two meetings that were held: one without a peer, one with cover by a stranger."""
    first = life.meeting(_next_quarter(life.first_at), held=True, everybody=True, state=State.HELD)
    life.line(first, jonas, "I was angry at the doctor and it came out on her. I did not know she "
              "had heard us on the stairs.", written_by=jonas, yes=Yes.WROTE)  # fmt: skip
    life.line(first, edda, "I want somebody to tell me what to do at three in the morning.",
              written_by=lena.person, yes=Yes.ROOM)  # fmt: skip
    # a planted harm: a stranger covers for a peer who belongs
    life.practitioners = [lena, ines]
    second = life.meeting(
        _next_quarter(now - timedelta(days=9)), held=True, everybody=True, state=State.HELD
    )
    life.line(second, life.centre, "On Sunday I found the one room where nobody watched me.",
              written_by=life.centre, yes=Yes.WROTE, circle=Circle.NETWORK)  # fmt: skip
    life.line(second, jonas, "On Sunday she locked herself in for nine hours.",
              written_by=jonas, yes=Yes.WROTE)  # fmt: skip
    # a planted harm: words that were taken back
    life.line(second, jonas, "I wish I had not said this.", written_by=jonas, yes=Yes.WROTE,
              taken_back_at=now - timedelta(days=8))  # fmt: skip
    life.line(second, edda, "I said I would ring the school. I have not done it yet.",
              written_by=lena.person, yes=Yes.NOT_YET)  # fmt: skip
    life.practitioners = [lena, sol]


def _ama(batch: Batch, team: Team, now: datetime, holder: Any) -> Any:
    """A sister rang this morning; her promise is open and somebody holds it."""
    asked = now - timedelta(hours=6)
    ama = batch.add(people.Person, name="Ama")
    contact = batch.add(
        contacts.Contact, team=team.row, caller=ama, asked_by=contact_states.Caller.SOMEBODY,
        route=contact_states.Route.PAGE, for_whom="my sister Efua", once=uuid4(),
        how_to_reach="Ring me after five, 01632 960123. Not the landline.",
        hope="My sister has not slept for days. She says I may ring.",
        who="Me, and perhaps our aunt.", when_and_where="At her kitchen table, any evening.",
        asked_at=asked, promised_until=asked + timedelta(hours=24),
    )  # fmt: skip
    batch.add(contacts.Holding, contact=contact, holder=holder, from_at=asked)
    return contact


def _unheld(batch: Batch, team: Team, now: datetime, holder: Any, chance: Random) -> None:
    """Two more open promises: one nearly over, one over, so that the page shows how that looks."""
    for hours, name, hope in (
        (22.5, "Bartek", "He is not eating and he will not open the door to me. To you perhaps."),
        (27.0, "Rosa", "I do not want to go to hospital again."),
    ):
        asked = now - timedelta(hours=hours)
        person = batch.add(people.Person, name=name)
        contact = batch.add(
            contacts.Contact, team=team.row, caller=person, centre=person,
            asked_by=contact_states.Caller.SELF, route=contact_states.Route.TELEPHONE, hope=hope,
            written_by=chance.choice(team.staff), once=uuid4(), asked_at=asked,
            how_to_reach="01632 960456, mornings", promised_until=asked + timedelta(hours=24),
        )  # fmt: skip
        batch.add(contacts.Holding, contact=contact, holder=holder, from_at=asked)


def reach(service_id: UUID, eyes: list[Eyes]) -> None:
    """Give the cast ways to be reached that lead nowhere."""
    mail, phone = people_rules.ReachKind.MAIL, people_rules.ReachKind.PHONE
    for number, one in enumerate(eyes):
        value = f"{one.key}@example.org"
        persons.reach(service_id=service_id, person_id=one.person_id, kind=mail, value=value)
        if number % 2:
            persons.reach(
                service_id=service_id,
                person_id=one.person_id,
                kind=phone,
                value=f"0163296{number:04d}",
            )


def _next_quarter(at: datetime) -> datetime:
    return (at + timedelta(minutes=15)).replace(
        minute=at.minute // 15 * 15, second=0, microsecond=0
    )
