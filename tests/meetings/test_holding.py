"""Beginning, who is here, moving on, closing: and two people doing so at once."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_scopes import scope

from tests import make
from tests.meetings.arranged import workday
from withness.access.rules import NotAllowed
from withness.contacts.models import Contact
from withness.contacts.rules.states import End
from withness.meetings.actions import arranging, events, holding
from withness.meetings.models import Attendance, Event, Invitation, Meeting
from withness.meetings.queries import attendance, meetings
from withness.meetings.queries import events as happenings
from withness.meetings.rules import clash, life
from withness.meetings.rules.states import Came, State, Step
from withness.networks.models import Network
from withness.networks.rules.states import State as NetworkState
from withness.values.rules.refusals import Refusal


def begun(cast, by="jonas"):
    holding.begin(meeting_id=cast.next.pk, by=cast.viewer(by))
    return Meeting.objects.get(pk=cast.next.pk)


def kinds(meeting_id):
    return [event.kind for event in happenings.since(meeting_id, 0)]


def test_promise_4_anybody_asked_begins_and_is_then_here(cast):
    meeting = begun(cast, "jonas")
    assert (meeting.state, meeting.step) == (State.UNDER_WAY, Step.GATHERING)
    (here,) = attendance.of(cast.viewer("mira"), cast.next.pk)
    assert (here.name, here.came, here.was_there) == ("Jonas", Came.ROOM, True)
    begun(cast, "lena")
    assert kinds(cast.next.pk) == ["begun", "came"]


@pytest.mark.parametrize("name", ["pavel", "ines", "noor", "hale", "ruben", "ottilie", "wilhelm"])
def test_nobody_from_outside_begins_or_looks_in(cast, name):
    with pytest.raises(NotAllowed):
        holding.begin(meeting_id=cast.next.pk, by=cast.viewer(name))
    with pytest.raises(NotAllowed):
        meetings.one(cast.viewer(name), cast.next.pk)


def test_those_present_say_who_is_here_and_who_is_missing(cast):
    begun(cast, "lena")
    lena = cast.viewer("lena")
    for name, came in (("mira", Came.ROOM), ("edda", Came.MISSED), ("jonas", Came.ONLINE)):
        holding.came(meeting_id=cast.next.pk, person_id=cast.who[name].pk, came=came, by=lena)
    holding.came(meeting_id=cast.next.pk, person_id=cast.edda.pk, came=Came.TELEPHONE, by=lena)
    assert {one.name: one.came for one in attendance.of(lena, cast.next.pk)} == {
        "Lena": Came.ROOM,
        "Mira": Came.ROOM,
        "Edda": Came.TELEPHONE,
        "Jonas": Came.ONLINE,
    }
    count = len(kinds(cast.next.pk))
    holding.came(meeting_id=cast.next.pk, person_id=cast.edda.pk, came=Came.TELEPHONE, by=lena)
    assert len(kinds(cast.next.pk)) == count, "the same again is no news"


def test_somebody_who_is_not_here_says_nothing_about_others_but_can_come(cast):
    begun(cast, "lena")
    tarek = cast.viewer("tarek")
    with pytest.raises(NotAllowed):
        holding.came(meeting_id=cast.next.pk, person_id=cast.mira.pk, came=Came.ROOM, by=tarek)
    with pytest.raises(NotAllowed):
        holding.step(meeting_id=cast.next.pk, step=Step.TALKING, by=tarek)
    holding.here(meeting_id=cast.next.pk, by=tarek, came=Came.TELEPHONE)
    holding.step(meeting_id=cast.next.pk, step=Step.TALKING, by=tarek)
    holding.came(meeting_id=cast.next.pk, person_id=cast.mira.pk, came=Came.ROOM, by=tarek)


def test_somebody_of_the_network_comes_without_being_asked_and_a_stranger_does_not(cast):
    begun(cast, "lena")
    lena = cast.viewer("lena")
    for name in ("hale", "pavel"):
        holding.came(
            meeting_id=cast.next.pk, person_id=cast.person(name).pk, came=Came.ROOM, by=lena
        )
    with pytest.raises(life.NotOfTheNetwork):
        holding.came(meeting_id=cast.next.pk, person_id=cast.ottilie.pk, came=Came.ROOM, by=lena)


def test_steps_go_forward_and_back_by_anybody_present(cast):
    begun(cast, "mira")
    for step in (Step.OPENING, Step.TALKING, Step.REFLECTING, Step.TALKING, Step.CLOSING):
        holding.step(meeting_id=cast.next.pk, step=step, by=cast.viewer("mira"))
    holding.step(meeting_id=cast.next.pk, step=Step.CLOSING, by=cast.viewer("mira"))
    assert kinds(cast.next.pk).count("step") == 5
    assert Meeting.objects.get(pk=cast.next.pk).step == Step.CLOSING


def test_promise_8_a_held_meeting_keeps_the_promise_from_when_people_sat_together(cast):
    network = make.network(
        cast.team,
        make.person(cast.riverside, "Ada"),
        practitioners=[cast.lena, cast.sol],
        state=NetworkState.GATHERING,
    )
    contact = make.contact(cast.team, network.centre, cast.lena, network=network)
    meeting = make.meeting(network, timezone.now(), invited=[network.centre, cast.lena, cast.sol])
    holding.begin(meeting_id=meeting.pk, by=cast.viewer("sol"))
    holding.came(
        meeting_id=meeting.pk, person_id=network.centre_id, came=Came.ROOM, by=cast.viewer("sol")
    )
    assert Contact.objects.get(pk=contact.pk).ended_at is None
    holding.hold(meeting_id=meeting.pk, by=cast.viewer("sol"))
    kept = Contact.objects.get(pk=contact.pk)
    held = Meeting.objects.get(pk=meeting.pk)
    assert (kept.end, kept.ended_at) == (End.HELD, held.begun_at)
    assert held.state == State.HELD
    assert Network.objects.get(pk=network.pk).state == NetworkState.MEETING
    holding.hold(meeting_id=meeting.pk, by=cast.viewer("lena"))
    assert Meeting.objects.get(pk=meeting.pk).held_at == held.held_at


def test_a_meeting_that_never_began_is_not_held_and_one_held_is_closed_for_good(cast):
    with pytest.raises(NotAllowed):
        holding.hold(meeting_id=cast.next.pk, by=cast.viewer("lena"))
    begun(cast, "lena")
    holding.hold(meeting_id=cast.next.pk, by=cast.viewer("lena"))
    with pytest.raises(life.NotPossible):
        begun(cast, "lena")
    with pytest.raises(life.NotPossible):
        holding.here(meeting_id=cast.next.pk, by=cast.viewer("jonas"))
    with pytest.raises(life.NotPossible):
        holding.step(meeting_id=cast.next.pk, step=Step.TALKING, by=cast.viewer("lena"))


def test_events_rise_without_gaps_and_what_rolls_back_takes_its_number_with_it(cast):
    assert events.happened(meeting_id=cast.next.pk, kind="one") == 1
    with transaction.atomic():
        assert events.happened(meeting_id=cast.next.pk, kind="lost") == 2
        transaction.set_rollback(True)
    assert events.happened(meeting_id=cast.next.pk, kind="two") == 2
    assert [event.number for event in happenings.since(cast.next.pk, 1)] == [2]
    assert happenings.last(cast.next.pk) == 2


# ---- at once


def at_once(cast, *deeds):
    """Do each in a thread of its own, all starting together; return what each brought."""
    barrier, brought = threading.Barrier(len(deeds)), [None] * len(deeds)

    def work(place, deed):
        try:
            with scope(service=cast.riverside.pk):
                barrier.wait(10)
                brought[place] = deed()
        except (Refusal, DatabaseError) as trouble:
            brought[place] = trouble
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return brought


def test_two_people_arranging_the_same_hour_at_once_cannot_both_succeed(living_cast):
    cast = living_cast
    make.joins(cast.others, cast.lena.person, "practitioner", practitioner=cast.lena)
    make.joins(cast.others, cast.sol.person, "practitioner", practitioner=cast.sol)
    viewers = {name: cast.viewer(name) for name in ("lena", "sol", "pavel")}

    def arrange(by, network, who, practitioners):
        return arranging.arrange(
            network_id=network.pk,
            wall_start=workday(),
            minutes=60,
            where="clinic",
            person_ids=[who.pk],
            practitioner_ids=[one.pk for one in practitioners],
            by=viewers[by],
        )

    brought = at_once(
        cast,
        lambda: arrange("lena", cast.network, cast.mira, [cast.lena, cast.sol]),
        lambda: arrange("sol", cast.others, cast.ottilie, [cast.sol, cast.lena]),
        lambda: arrange("pavel", cast.others, cast.ottilie, [cast.lena, cast.sol]),
        lambda: arrange("sol", cast.network, cast.jonas, [cast.sol, cast.lena]),
    )
    refused = [one for one in brought if isinstance(one, clash.Taken)]
    assert len(refused) == 3, brought
    booked = Invitation.objects.filter(practitioner=cast.lena, meeting__number__gte=1)
    week = timezone.now() + timedelta(days=5)
    assert booked.filter(starts_at__gte=week).count() == 1


def test_events_of_many_at_once_have_every_number_once(living_cast):
    cast = living_cast
    deed = [lambda: [events.happened(meeting_id=cast.next.pk, kind="line") for _ in range(5)]] * 6
    brought = at_once(cast, *deed)
    numbers = sorted(number for got in brought for number in got)
    assert numbers == list(range(1, 31))
    assert (
        sorted(Event.objects.filter(meeting=cast.next).values_list("number", flat=True)) == numbers
    )


def test_people_coming_and_closing_at_once_leave_one_row_each(living_cast):
    cast = living_cast
    names = ("mira", "jonas", "edda", "tarek", "lena", "sol")
    viewers = [cast.viewer(name) for name in names]
    holding.begin(meeting_id=cast.next.pk, by=viewers[0])
    meeting_id = cast.next.pk
    brought = at_once(
        cast,
        *[lambda v=viewer: holding.here(meeting_id=meeting_id, by=v) for viewer in viewers * 2],
    )
    assert brought == [None] * 12
    assert Attendance.objects.filter(meeting=cast.next).count() == 6
    closed = at_once(
        cast, *[lambda v=viewer: holding.hold(meeting_id=meeting_id, by=v) for viewer in viewers]
    )
    assert closed == [None] * 6
    assert kinds(cast.next.pk).count("held") == 1
