"""Randomly made services in which every name, way and word is one that stands nowhere else."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from random import Random
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone
from django_scopes import scope
from tests import make

from benchmarks.leaks.oracle import Persona, Planted
from withness.consents.models import Glass
from withness.meetings import models as meetings
from withness.people import models as people
from withness.people.actions import links, visits
from withness.people.rules import Purpose, proof
from withness.records import models as records
from withness.records.rules.states import Circle, Yes
from withness.values.rules.viewer import Belonging, Duty

PREFIX = "QZX"


@dataclass
class World:
    """What was made: the services, who asks, every planted word, and ids to put into addresses."""

    chance: Random
    services: list[Any] = field(default_factory=list)
    clients: list[tuple[Persona, Client]] = field(default_factory=list)
    planted: dict[str, Planted] = field(default_factory=dict)

    @cached_property
    def of(self) -> dict[UUID, UUID]:
        """Return the service of every person."""
        found: dict[UUID, UUID] = {}
        for service in self.services:
            with scope(service=service.pk):
                found |= dict.fromkeys(
                    people.Person.objects.values_list("pk", flat=True), service.pk
                )
        return found

    def by_slug(self, path: str) -> UUID | None:
        """Return the service an address lies in, None outside."""
        slug = path.lstrip("/").partition("/")[0]
        return next((one.pk for one in self.services if one.slug == slug), None)

    def once(self) -> UUID:
        """Return a fresh id."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def mark(self) -> str:
        """Return a word that stands nowhere else."""
        return f"{PREFIX}{self.chance.getrandbits(48):012x}"

    def plant(self, word: str, kind: str, row: Any) -> None:
        """Remember on which row a word lies."""
        self.planted[word.lower()] = Planted(kind, row.service_id, type(row), row.pk)

    def some(self, those: list[Any], most: int) -> list[Any]:
        """Return a few of those."""
        return self.chance.sample(those, self.chance.randint(0, min(most, len(those))))


def make_world(chance: Random, turn: int) -> World:
    """Make two services and everybody who asks; `turn` tells worlds of one database apart."""
    world = World(chance)
    for number in range(2):
        row = make.service(f"house{turn}-{number}", f"House {number}", sender_name="Post")
        world.services.append(row)
    both = people.Account.objects.create_user(f"both{chance.getrandbits(40):x}@example.org")
    staff = []
    for row in world.services:
        with scope(service=row.pk):
            staff.append(_Service(world, row, both).make())
    world.clients.append(
        (Persona("nobody"), Client(raise_request_exception=False, SERVER_NAME="127.0.0.1"))
    )
    stranger = people.Account.objects.create_user(f"none{chance.getrandbits(40):x}@example.org")
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    client.force_login(stranger)
    world.clients.append((Persona("stranger with an account"), client))
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    client.force_login(both)
    world.clients.append((Persona("works in both", tuple(one.person_id for one in staff)), client))
    return world


class _Service:
    def __init__(self, world: World, row: Any, both: Any) -> None:
        self.world, self.row, self.chance, self.both = world, row, world.chance, both
        self.now = timezone.now()

    def make(self) -> Any:
        """Fill the service; return the practitioner who also works in the other one."""
        world, chance = self.world, self.chance
        self.team = make.team(self.row, "The team")
        self.staff = [self._works(number) for number in range(6)]
        shared = self._works(9, account=self.both)
        for _ in range(chance.randint(2, 3)):
            self._network()
        for _ in range(chance.randint(1, 3)):
            caller = self._person()
            words = {name: world.mark() for name in ("hope", "how_to_reach", "who")}
            contact = make.contact(self.team, caller, chance.choice(self.staff), **words)
            for word in words.values():
                world.plant(word, "contact", contact)
            self._link("caller", caller, Purpose.CALLER, contact.pk)
        return shared

    def _person(self) -> Any:
        name, mail = self.world.mark(), f"{self.world.mark().lower()}@example.net"
        person = make.person(
            self.row, name, mail=mail, language=self.chance.choice(["en", "de", "it"])
        )
        self.world.plant(name, "name", person)
        reach = people.Reach.objects.get(person=person)
        reach.when_safe = self.world.mark()
        reach.save()
        self.world.plant(mail.partition("@")[0], "reach", reach)
        self.world.plant(reach.when_safe, "reach", reach)
        return person

    def _works(self, number: int, account: Any = None) -> Any:
        name = self.world.mark()
        mail = f"staff{self.chance.getrandbits(40):x}@example.org"
        duties = [d for d in Duty if self.chance.random() < 0.5] if number == 0 else ()
        post = make.practitioner(
            self.team, name, is_peer=number % 3 == 1, email=None if account else mail, duties=duties
        )
        if account is not None:
            post.person.account = account
            post.person.save()
        self.world.plant(name, "name", post.person)
        if account is None:
            client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
            client.force_login(post.person.account)
            kind = "peer" if post.is_peer else "duties" if number == 0 else "practitioner"
            self.world.clients.append((Persona(kind, (post.person_id,)), client))
        return post

    def _network(self) -> None:
        from benchmarks.leaks.said import also

        world, chance = self.world, self.chance
        centre, working = self._person(), world.mark()
        mine = world.some(self.staff[1:], 3) or self.staff[1:2]
        network = make.network(self.team, centre, practitioners=mine, name=working)
        world.plant(working, "working_name", network)
        others = [(centre, Belonging.CENTRE)]
        for _ in range(chance.randint(1, 4)):
            kind = chance.choice([Belonging.MEMBER] * 3 + [Belonging.AGENCY])
            left = (
                self.now - timedelta(days=chance.randint(1, 60)) if chance.random() < 0.3 else None
            )
            how, person = world.mark(), self._person()
            joined = self.now - timedelta(days=chance.choice([85, 85, 10, 3]))
            left = left if left and left > joined else None
            seat = make.joins(network, person, kind, how=how, left_at=left, joined_at=joined)
            world.plant(how, "how", seat)
            others.append((person, kind if seat.left_at is None else "former"))
        for person, kind in others:
            self._link(str(kind), person, Purpose.MEMBER, network.pk)
        everybody = [person for person, _ in others] + mine
        for days, state in ((-30, "held"), (-6, "held"), (0, "under_way"), (3, "agreed")):
            self._meeting(network, everybody, mine, self.now + timedelta(days=days), state)
        also(world, network, [person for person, _ in others], mine)
        outside = [one for one in self.staff if one not in mine]
        if outside and chance.random() < 0.5:
            broke, reason = chance.choice(outside), world.mark()
            row = Glass.objects.create(
                service=self.row, network=network, person=broke.person, practitioner=broke,
                reason=reason, begun_at=self.now, ends_at=self.now + timedelta(hours=1),
            )  # fmt: skip
            world.plant(reason, "glass", row)
            client = next(c for p, c in world.clients if p.persons == (broke.person_id,))
            session = client.session
            session["opened"] = True
            session.save()

    def _meeting(
        self, network: Any, everybody: list[Any], mine: list[Any], at: Any, state: str
    ) -> None:
        world, chance = self.world, self.chance
        asked = world.some(everybody, 6) or everybody[:1]
        held = state != "agreed"
        where = world.mark()
        meeting = make.meeting(
            network, at, state=state, invited=asked, where_words=where,
            came=world.some(asked, 5) if held else (),
        )  # fmt: skip
        world.plant(where, "where", meeting)
        for one in meetings.Invitation.objects.filter(meeting=meeting):
            if chance.random() < 0.4:
                one.makes_easier, one.answer_words = world.mark(), world.mark()
                one.save()
                world.plant(one.makes_easier, "invitation", one)
                world.plant(one.answer_words, "invitation", one)
        if not held:
            first = meetings.Invitation.objects.filter(meeting=meeting, practitioner=None).first()
            if first:
                self._link("invited", first.person, Purpose.INVITATION, first.pk)
            return
        for _ in range(chance.randint(2, 7)):
            self._line(meeting, everybody)
        own = {"service": self.row, "meeting": meeting}
        said = own | {"network": network, "written_by": network.centre, "made_at": at}
        for number, (model, kind) in enumerate(
            ((records.Agreement, "agreement"), (records.OpenQuestion, "question"))
        ):
            word = world.mark()
            row = model.objects.create(**said, words=word, number=900 + number, once=world.once())
            world.plant(word, kind, row)
        if state == "held":
            word = world.mark()
            records.Closing.objects.create(**own, outcome="agreed", next_words=word)
            world.plant(word, "closing", meeting)
        if chance.random() < 0.5:
            word = world.mark()
            row = records.HeldBack.objects.create(
                **own, network=network, author=chance.choice(mine).person, words=word,
                ground="safety", again_on=(self.now + timedelta(days=30)).date(), made_at=at,
                once=world.once(), opened_at=self.now if chance.random() < 0.3 else None,
            )  # fmt: skip
            world.plant(word, "held", row)

    def _line(self, meeting: Any, everybody: list[Any]) -> None:
        world, chance = self.world, self.chance
        persons = [getattr(one, "person", one) for one in everybody]
        speaker, word = chance.choice(persons), world.mark()
        for_them = chance.random() < 0.3
        more: dict[str, Any] = {"circle": chance.choice(list(Circle))}
        if for_them:
            more |= {"written_by": chance.choice(persons), "yes": chance.choice(list(Yes))}
        if chance.random() < 0.15:
            more["taken_back_at"] = self.now
        line = make.line(meeting, speaker, word, shared=chance.random() < 0.8, **more)
        world.plant(word, "line", line)
        if chance.random() < 0.3:
            before = world.mark()
            row = records.Wording.objects.create(
                service=self.row, line=line, words=before, until_at=self.now
            )
            world.plant(before, "wording", row)
        if chance.random() < 0.2:
            records.Reader.objects.create(
                service=self.row, line=line, person=chance.choice(persons), since_at=self.now
            )

    def _link(self, kind: str, person: Any, purpose: Purpose, opens_id: UUID) -> None:
        token = links.make(
            service_id=self.row.pk, person_id=person.pk, purpose=purpose, opens_id=opens_id, days=30
        )
        spent = links.spend(token=token)
        begun = visits.begin(spent=spent, asked=False)
        fate = self.chance.random()
        visit = people.Visit.objects.get(pk=begun.visit_id)
        if fate > 0.1:
            visit.proved_at, visit.proved_by = self.now, proof.Way.CODE
            visit.ends_at = self.now + timedelta(days=1)
            visit.save()
        elif visit.proved_at:
            fate = 1.0
        client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
        session = client.session
        session["visit"] = str(visit.pk)
        session.save()
        if 0.1 < fate < 0.18:
            people.Link.objects.filter(person=person, opens_id=opens_id).update(revoked_at=self.now)
            kind += " (revoked)"
        persona = Persona(kind, (person.pk,), by_link=opens_id, is_proved=fate > 0.1)
        self.world.clients.append((persona, client))
