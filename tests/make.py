"""Builders: rows for stories, with the least that has to be said.

They write tables directly, so that a story can begin anywhere; what the product does with them is
what the tests call. Everything happens inside the scope of a service (see the `house` fixture).
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.utils import timezone
from django_scopes import scope

from withness.contacts import models as contacts
from withness.contacts.rules import states as contact_states
from withness.meetings import models as meetings
from withness.meetings.rules import states as meeting_states
from withness.networks import models as networks
from withness.networks.queries import seats
from withness.networks.rules import states as network_states
from withness.people import models as people
from withness.people import rules as people_rules
from withness.people.actions import persons
from withness.records import models as records
from withness.records.rules import states as record_states
from withness.service import models as services
from withness.teams import models as teams
from withness.teams.queries import work
from withness.values.rules import wall
from withness.values.rules.viewer import Belonging, Duty, Viewer, Way


def service(slug="riverside", name="Riverside Open Dialogue", zone="Europe/London", **more):
    """A service that has begun, with an emergency and a crisis number."""
    row = services.Service.objects.create(
        slug=slug,
        name=name,
        zone=zone,
        languages=more.pop("languages", ["en", "de", "it"]),
        sender_name=more.pop("sender_name", "Riverside"),
        begun_at=timezone.now(),
        **more,
    )
    with scope(service=row.pk):
        for position, (label, number, kind) in enumerate(
            [("Emergency", "999", "emergency"), ("Urgent help, option 2", "111", "crisis")]
        ):
            services.Number.objects.create(
                service=row, label=label, number=number, kind=kind, position=position
            )
    return row


def team(service, name="Riverside team"):
    return teams.Team.objects.create(service=service, name=name, zone=service.zone)


def place(team, name="Garden room", **more):
    return teams.Place.objects.create(service_id=team.service_id, team=team, name=name, **more)


def person(service, name, language="en", mail=None, phone=None):
    """Somebody with a name, and perhaps a way to reach them."""
    row = people.Person.objects.create(service=service, name=name, language=language)
    for kind, value in ((people_rules.ReachKind.MAIL, mail), (people_rules.ReachKind.PHONE, phone)):
        if value:
            persons.reach(service_id=service.pk, person_id=row.pk, kind=kind, value=value)
    return row


def practitioner(team, name, *, is_peer=False, email=None, hours="9-17", duties=(), **more):
    """Somebody who works in a team, Monday to Friday in those hours ("" for none)."""
    service = team.service
    who = person(service, name, mail=email)
    if email:
        who.account = people.Account.objects.create_user(email)
        who.save()
    row = teams.Practitioner.objects.create(
        service=service,
        person=who,
        team=team,
        is_peer=is_peer,
        languages=more.pop("languages", ["en"]),
        began_on=more.pop("began_on", date(2024, 1, 1)),
        **more,
    )
    if hours:
        begins, ends = (time(int(hour) % 24) for hour in hours.split("-"))
        for weekday in range(5):
            teams.Hours.objects.create(
                service=service, practitioner=row, weekday=weekday, begins=begins, ends=ends
            )
    for duty in duties:
        teams.Holding.objects.create(
            service=service, practitioner=row, duty=Duty(duty), since_at=timezone.now()
        )
    return row


def turn(practitioner, starts_at=None, hours=12):
    """A turn on duty, from now unless said otherwise."""
    begins = starts_at or timezone.now() - timedelta(hours=1)
    return teams.Turn.objects.create(
        service_id=practitioner.service_id,
        team=practitioner.team,
        practitioner=practitioner,
        starts_at=begins,
        ends_at=begins + timedelta(hours=hours),
    )


def network(
    team, centre, *, practitioners=(), name="The Hill Street network", made_at=None, **more
):
    """A network around one person, with its practitioners."""
    row = networks.Network.objects.create(
        service_id=team.service_id,
        team=team,
        centre=centre,
        name=name,
        made_at=made_at or timezone.now() - timedelta(days=90),
        state=more.pop("state", network_states.State.MEETING),
        **more,
    )
    joins(row, centre, Belonging.CENTRE)
    for one in practitioners:
        joins(row, one.person, Belonging.PRACTITIONER, practitioner=one)
    return row


def joins(
    network,
    person,
    belonging=Belonging.MEMBER,
    *,
    how=None,
    joined_at=None,
    left_at=None,
    practitioner=None,
):
    """A place in a network."""
    return networks.Membership.objects.create(
        service_id=network.service_id,
        network=network,
        person=person,
        belonging=belonging,
        how=how,
        practitioner=practitioner,
        agreed_at=joined_at or network.made_at,
        agreed_how="room",
        written_by=person,
        joined_at=joined_at or network.made_at,
        left_at=left_at,
    )


def contact(team, caller, holder, *, asked_at=None, hours=24, **more):
    """A call for help with its promise and its holder."""
    at = asked_at or timezone.now() - timedelta(hours=2)
    row = contacts.Contact.objects.create(
        service_id=team.service_id,
        team=team,
        caller=caller,
        asked_by=more.pop("asked_by", contact_states.Caller.SELF),
        route=more.pop("route", contact_states.Route.PAGE),
        once=uuid4(),
        asked_at=at,
        promised_until=at + timedelta(hours=hours),
        **more,
    )
    contacts.Holding.objects.create(
        service_id=team.service_id, contact=row, holder=holder, from_at=at
    )
    return row


def meeting(
    network,
    starts_at=None,
    *,
    invited=(),
    came=(),
    minutes=90,
    state=meeting_states.State.AGREED,
    **more,
):
    """A meeting of a network: who is asked, and who came if it was held. People or practitioners."""
    at = starts_at or timezone.now() + timedelta(days=1)
    zone = network.team.zone
    number = meetings.Meeting.objects.filter(network=network).count() + 1
    row = meetings.Meeting.objects.create(
        service_id=network.service_id,
        network=network,
        team=network.team,
        number=number,
        state=state,
        wall_start=wall.wall_time(at, zone).replace(tzinfo=UTC),
        zone=zone,
        minutes=minutes,
        starts_at=at,
        ends_at=wall.ends(at, minutes),
        where=more.pop("where", meeting_states.Where.HOME),
        **more,
    )
    for one in invited:
        who, post = _both(one)
        meetings.Invitation.objects.create(
            service_id=row.service_id,
            meeting=row,
            person=who,
            practitioner=post,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            uid=f"{uuid4()}@withness",
        )
    for one in came:
        who, post = _both(one)
        meetings.Attendance.objects.create(
            service_id=row.service_id,
            meeting=row,
            person=who,
            practitioner=post,
            came=meeting_states.Came.ROOM,
            at=at,
        )
    return row


def _both(one):
    return (one.person, one) if isinstance(one, teams.Practitioner) else (one, None)


def line(
    meeting,
    speaker,
    words,
    *,
    circle=record_states.Circle.ROOM,
    shared=True,
    written_by=None,
    **more,
):
    """A line of somebody's in a meeting; shared unless said otherwise."""
    number = None
    if shared:
        meeting.events += 1
        meeting.save(update_fields=["events"])
        number = meeting.events
        meetings.Event.objects.create(
            service_id=meeting.service_id,
            meeting=meeting,
            number=number,
            kind="line",
            at=meeting.starts_at,
        )
    own = written_by is None or written_by == speaker
    at = more.pop("made_at", meeting.starts_at)
    return records.Line.objects.create(
        service_id=meeting.service_id,
        meeting=meeting,
        network_id=meeting.network_id,
        speaker=speaker,
        written_by=written_by or speaker,
        words=words,
        circle=circle,
        yes=more.pop("yes", record_states.Yes.WROTE if own else record_states.Yes.NOT_YET),
        yes_at=at if own else None,
        once=uuid4(),
        number=number,
        made_at=at,
        shared_at=at if shared else None,
        **more,
    )


def viewer(person, *, way=None, opens=()) -> Viewer:
    """Whoever that person is as a viewer: as `web` builds it, signed in if they work here."""
    post = work.post_of(person.pk)
    came = way or (Way.SIGNED_IN if post else Way.LINK)
    post = post if came == Way.SIGNED_IN else None
    return Viewer(
        service_id=person.service_id,
        way=came,
        person_id=person.pk,
        practitioner_id=post.practitioner_id if post else None,
        is_peer=post.is_peer if post else False,
        duties=post.duties if post else frozenset(),
        seats=seats.of_person(person.pk),
        opens=frozenset(o if isinstance(o, UUID) else o.pk for o in opens),
        language=person.language,
    )


def at(text: str) -> datetime:
    """An instant, "2026-11-26 13:00", in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
