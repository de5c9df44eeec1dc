"""Made-up networks: who belongs, when they met, what they said. Figures: handbook, section 14."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from withness.contacts import models as contacts
from withness.contacts.rules import states as contact_states
from withness.demo import words
from withness.demo.actions.batch import Batch
from withness.demo.actions.service import ZONE, Team
from withness.meetings import models as meetings
from withness.meetings.rules.states import Came, State, Where
from withness.networks import models as networks
from withness.networks.rules import states as network_states
from withness.people import models as people
from withness.records import models as records
from withness.records.rules.states import Circle, Outcome, Yes
from withness.values.rules import wall
from withness.values.rules.viewer import Belonging

WITH_A_PEER = 0.33
FIRST_MEETING_WITH_PEER = 0.2
THREE_PRACTITIONERS = 0.15
CALLED_OFF = 0.12
CHOSEN_BY_NETWORK = 0.7
OWN_WISH = 0.3
WITH_AGENCY = 0.15
CAME = 0.8
AGREED = 0.6
LEFT_OPEN, LET_GO = 0.5, 0.4
NEXT_AGREED = 0.7
REFLECTED = 0.8
READ_BACK = 0.4
MEDIAN_HOURS, SPREAD = 26, 1.21  # contact to first meeting, log-normal
PLACES = (
    (Where.HOME, 45),
    (Where.CLINIC, 30),
    (Where.ONLINE, 15),
    (Where.WARD, 7),
    (Where.ELSEWHERE, 3),
)


class Life:
    """One network's life, written into a batch."""

    def __init__(self, batch: Batch, team: Team, now: datetime, chance: Random, name: str) -> None:
        self.batch, self.team, self.now, self.chance = batch, team, now, chance
        self.asked_at = now - timedelta(days=chance.uniform(3, 270), hours=chance.uniform(0, 24))
        self.centre = batch.add(people.Person, name=chance.choice(words.FIRST))
        self.members: list[Any] = []
        self.practitioners: list[Any] = []
        self.number = 0
        self.row = batch.add(
            networks.Network,
            centre=self.centre,
            team=team.row,
            name=name,
            state=network_states.State.MEETING,
            made_at=self.asked_at,
        )
        self.joins(self.centre, Belonging.CENTRE)

    def joins(
        self,
        person: Any,
        belonging: Belonging,
        *,
        how: str | None = None,
        post: Any = None,
        at: datetime | None = None,
        left_at: datetime | None = None,
    ) -> None:
        """Give somebody a place in the network."""
        self.batch.add(
            networks.Membership,
            network=self.row,
            person=person,
            belonging=belonging,
            how=how,
            practitioner=post,
            agreed_at=at or self.asked_at,
            agreed_how="room",
            written_by=self.centre,
            joined_at=at or self.asked_at,
            left_at=left_at,
        )

    def gathers(self) -> None:
        """Name the people who matter and the practitioners who stay."""
        for how in self.chance.sample(words.HOW, k=self.chance.choice((0, 1, 1, 2, 2, 3, 5))):
            person = self.batch.add(people.Person, name=self.chance.choice(words.FIRST))
            self.members.append(person)
            self.joins(person, Belonging.MEMBER, how=how)
        if self.chance.random() < WITH_AGENCY:
            agency = self.chance.choice(words.AGENCIES)
            self.joins(self.batch.add(people.Person, name=agency), Belonging.AGENCY, how=agency)
        count = 3 if self.chance.random() < THREE_PRACTITIONERS else 2
        self.practitioners = self.chance.sample(self.team.staff, k=count)
        if self.chance.random() < WITH_A_PEER:
            self.practitioners[-1] = self.chance.choice(self.team.peers)
        for post in self.practitioners:
            late = post.is_peer and self.chance.random() > FIRST_MEETING_WITH_PEER
            at = self.asked_at + timedelta(days=21) if late else self.asked_at
            self.joins(post.person, Belonging.PRACTITIONER, post=post, at=min(at, self.now))
        if not any(post.is_peer for post in self.practitioners):
            self._says_why_no_peer()

    def _says_why_no_peer(self) -> None:
        own_wish = self.chance.random() < OWN_WISH
        self.batch.add(
            networks.WithoutPeer,
            network=self.row,
            whose=network_states.WhoseReason.NETWORK
            if own_wish
            else network_states.WhoseReason.STAFF,
            reason=None if own_wish else self.chance.choice(words.STAFF_REASONS),
            said_by=self.centre if own_wish else self.practitioners[0].person,
            said_at=self.asked_at,
        )

    def asked(self) -> None:
        """Write down the call for help that it began with, and that it was kept."""
        hours = self.chance.lognormvariate(0, SPREAD) * MEDIAN_HOURS
        self.first_at = min(self.asked_at + timedelta(hours=hours), self.now - timedelta(days=1))
        contact = self.batch.add(
            contacts.Contact,
            team=self.team.row,
            caller=self.centre,
            centre=self.centre,
            network=self.row,
            asked_by=contact_states.Caller.SELF,
            route=contact_states.Route.TELEPHONE,
            hope=self.chance.choice(words.HOPES) or None,
            once=uuid4(),
            asked_at=self.asked_at,
            promised_until=self.asked_at + timedelta(hours=24),
            reached_at=self.asked_at,
            ended_at=self.first_at,
            end=contact_states.End.HELD,
        )
        self.batch.add(
            contacts.Holding,
            contact=contact,
            holder=self.practitioners[0],
            from_at=self.asked_at,
            until_at=self.first_at,
        )

    def meets(self, most: int) -> None:
        """Meet from the first meeting until now, and perhaps agree on a next one."""
        at = self.first_at
        while at < self.now and self.number < most:
            self.meeting(_half_hour(at, self.chance), held=True)
            at += timedelta(days=max(2.0, self.chance.gauss(9 + 3 * self.number, 4)))
        if self.chance.random() < NEXT_AGREED:
            ahead = timedelta(days=self.chance.choice((0, 1, 2, 3, 5, 8, 12)), hours=3)
            self.meeting(_half_hour(self.now + ahead, self.chance), held=False)

    def meeting(self, at: datetime, *, held: bool, everybody: bool = False, **more: Any) -> Any:
        """Write one meeting down, held or agreed; `everybody`: nobody missed it."""
        self.number += 1
        minutes = self.chance.choice((60, 75, 90))
        where = self.chance.choices([p for p, _ in PLACES], [w for _, w in PLACES])[0]
        where = more.pop("where", where)
        off = held and self.chance.random() < CALLED_OFF
        state = State.CALLED_OFF if off else State.HELD if held else State.AGREED
        state = more.pop("state", state)
        row = self.batch.add(
            meetings.Meeting,
            network=self.row,
            team=self.team.row,
            number=self.number,
            state=state,
            wall_start=wall.wall_time(at, ZONE).replace(tzinfo=UTC),
            zone=ZONE,
            minutes=minutes,
            starts_at=at,
            ends_at=wall.ends(at, minutes),
            where=where,
            place=self.chance.choice(self.team.rooms) if where == Where.CLINIC else None,
            chosen_by_network=self.chance.random() < CHOSEN_BY_NETWORK,
            held_at=wall.ends(at, minutes) if state == State.HELD else None,
            called_off_at=at if state == State.CALLED_OFF else None,
            **more,
        )
        here = [(person, None) for person in (self.centre, *self.members)]
        here += [(post.person, post) for post in self.practitioners]
        for person, post in here:
            self._invited(row, person, post)
        if state == State.HELD:
            came = [pair for pair in here if everybody or pair[1] or self.chance.random() < CAME]
            for person, post in here:
                self._came(row, person, post, Came.ROOM if (person, post) in came else Came.MISSED)
            self._speak(row, [person for person, _ in came])
        return row

    def _invited(self, meeting: Any, person: Any, post: Any) -> None:
        self.batch.add(
            meetings.Invitation,
            meeting=meeting,
            person=person,
            practitioner=post,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            uid=f"{uuid4()}@withness",
            answer="coming" if meeting.starts_at < self.now else "none",
        )

    def _came(self, meeting: Any, person: Any, post: Any, came: Came) -> None:
        self.batch.add(
            meetings.Attendance,
            meeting=meeting,
            person=person,
            practitioner=post,
            came=came,
            at=meeting.starts_at,
        )

    def _speak(self, meeting: Any, here: list[Any]) -> None:
        staff = {post.person for post in self.practitioners}
        for person in here:
            said: tuple[str, ...] = words.MEMBER_SAYS
            if person in staff:
                said = words.PRACTITIONER_SAYS
            elif person is self.centre:
                said = words.CENTRE_SAYS
            self.line(meeting, person, self.chance.choice(said))
        self._ends(meeting)

    def line(self, meeting: Any, person: Any, said: str, **more: Any) -> Any:
        """Write down what somebody said, under their own name."""
        read_back = person is not self.centre and self.chance.random() < READ_BACK
        writer = self.practitioners[0].person if read_back else person
        at = meeting.starts_at + timedelta(minutes=10 + meeting.events)
        line_id: UUID = self.batch.add(
            records.Line,
            meeting=meeting,
            network=self.row,
            speaker=person,
            written_by=more.pop("written_by", writer),
            words=said,
            circle=more.pop("circle", Circle.ROOM),
            yes=more.pop("yes", Yes.WROTE if writer is person else Yes.ROOM),
            yes_at=at,
            once=uuid4(),
            number=self.happens(meeting, "line", at),
            made_at=at,
            shared_at=at,
            **more,
        ).pk
        return line_id

    def happens(self, meeting: Any, kind: str, at: datetime) -> int:
        """Number the next event of a meeting."""
        meeting.events += 1
        self.batch.add(meetings.Event, meeting=meeting, number=meeting.events, kind=kind, at=at)
        return int(meeting.events)

    def _ends(self, meeting: Any) -> None:
        at = meeting.ends_at
        agreed = self.chance.random() < AGREED
        if agreed:
            said, who, by_when = self.chance.choice(words.AGREED)
            self.batch.add(
                records.Agreement, meeting=meeting, network=self.row, words=said, who=who,
                by_when=by_when or None, written_by=self.practitioners[0].person,
                number=self.happens(meeting, "agreement", at), once=uuid4(), made_at=at,
            )  # fmt: skip
        if self.chance.random() < LEFT_OPEN:
            self.batch.add(
                records.OpenQuestion, meeting=meeting, network=self.row,
                words=self.chance.choice(words.OPEN), written_by=self.centre, once=uuid4(),
                number=self.happens(meeting, "question", at), made_at=at,
                let_go_at=at if self.chance.random() < LET_GO else None,
            )  # fmt: skip
        self.batch.add(
            records.Closing, meeting=meeting,
            outcome=Outcome.AGREED if agreed else Outcome.NO_DECISION,
            reflected=self.chance.random() < REFLECTED, next_agreed=True,
            closed_by=self.practitioners[0].person, closed_at=at,
        )  # fmt: skip


def _half_hour(at: datetime, chance: Random) -> datetime:
    """Return a start on that day between nine and four, on the half-hour."""
    there = wall.wall_time(at, ZONE).replace(
        hour=chance.randrange(9, 16), minute=chance.choice((0, 30)), second=0, microsecond=0
    )
    return wall.instant(there, ZONE)
