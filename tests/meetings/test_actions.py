"""Arranging, moving, calling off, answering: what happens to everybody."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests import make
from tests.meetings.arranged import arrange, at, invitation, messages_about, whole, workday
from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.delivery.rules.states import State as MessageState
from withness.delivery.rules.states import Way
from withness.meetings.actions import answering, arranging
from withness.meetings.models import Event, Invitation, Meeting
from withness.meetings.queries import bookings
from withness.meetings.rules import clash, life, peer, when
from withness.meetings.rules import where as places
from withness.meetings.rules.states import Answer, State, Where
from withness.networks.models import Network
from withness.networks.rules.states import State as NetworkState
from withness.values.rules import wall


def test_a_meeting_is_arranged_and_everybody_is_asked_by_their_own_way(cast):
    meeting_id = arrange(
        cast,
        who=("mira", "jonas", "edda", "tarek"),
        interpreter="Tigrinya, a woman if possible",
        makes_easier="the lift is broken; ring twice",
        chosen_by_network=True,
    )
    meeting = Meeting.objects.get(pk=meeting_id)
    assert (meeting.number, meeting.state, meeting.zone) == (3, State.AGREED, "Europe/London")
    assert meeting.starts_at == wall.instant(workday(), "Europe/London")
    assert meeting.ends_at - meeting.starts_at == timedelta(minutes=90)
    assert (meeting.travel_minutes, meeting.chosen_by_network) == (20, True)
    ways = {one.person.name: one.way for one in Invitation.objects.filter(meeting=meeting)}
    assert ways == {
        "Mira": Way.MAIL,
        "Jonas": Way.MAIL,
        "Edda": Way.SMS,
        "طارق": Way.LETTER,
        "Lena": Way.MAIL,
        "Sol": Way.MAIL,
    }
    assert messages_about(Invitation.objects.filter(meeting=meeting)).count() == 6
    assert [event.number for event in Event.objects.filter(meeting=meeting)] == [1]


def test_promise_20_what_leaves_names_nobody_else_and_no_reason(cast):
    service = cast.riverside
    room = make.place(cast.team, "Garden room", may_be_named=True)
    secret = make.place(cast.team, "Crisis house", may_be_named=True)
    first = arrange(cast, where=Where.CLINIC, place_id=room.pk, who=("mira", "jonas", "edda"))
    second = arrange(cast, where=Where.CLINIC, place_id=secret.pk, wall_start=workday(9))
    for meeting_id in (first, second):
        invited = list(Invitation.objects.filter(meeting_id=meeting_id))
        for one in invited:
            others = [o.person.name for o in invited if o.pk != one.pk]
            for message in Message.objects.filter(about_id=one.pk):
                text = f"{message.subject}\n{message.body}\n{message.calendar or ''}"
                for word in (*others, "Hill Street", "Crisis", "network", "mental", service.name):
                    assert word not in text
                addresses = {"mira@example.net", "jonas@example.net", "lena@example.org"}
                known = {a for a in addresses if a in text.replace("\r\n ", "")}
                assert len(known) <= 1
    mail = Message.objects.get(about_id=invitation(first, cast.mira).pk)
    assert "Garden room" in mail.body
    assert "LOCATION:Garden room" in mail.calendar


def test_each_gets_their_own_calendar_file_and_a_move_raises_its_number(cast):
    meeting_id = arrange(cast)
    before = {one.person_id: one for one in Invitation.objects.filter(meeting_id=meeting_id)}
    assert len({one.uid for one in before.values()}) == 4
    arranging.move(meeting_id=meeting_id, wall_start=workday(8), minutes=60, by=cast.viewer("sol"))
    meeting = Meeting.objects.get(pk=meeting_id)
    assert (meeting.moves, meeting.minutes) == (1, 60)
    for one in Invitation.objects.filter(meeting_id=meeting_id):
        assert one.uid == before[one.person_id].uid
        assert one.sequence == 1
        mails = Message.objects.filter(about_id=one.pk).order_by("made_at")
        assert [mail.state for mail in mails] == [MessageState.CALLED_OFF, MessageState.WAITING]
        calendar = mails[1].calendar
        assert f"UID:{one.uid}" in calendar.replace("\r\n ", "")
        assert "SEQUENCE:1" in calendar
        assert "METHOD:REQUEST" in calendar
    arranging.call_off(meeting_id=meeting_id, by=cast.viewer("lena"))
    for one in Invitation.objects.filter(meeting_id=meeting_id):
        last = Message.objects.filter(about_id=one.pk).order_by("made_at").last()
        assert "METHOD:CANCEL" in last.calendar
        assert "SEQUENCE:2" in last.calendar


def test_after_a_move_nobody_has_said_yet_but_their_words_stay(cast):
    meeting_id = arrange(cast)
    own = invitation(meeting_id, cast.jonas)
    answering.answer(
        invitation_id=own.pk,
        answer=Answer.COMING,
        words="after three",
        by=cast.viewer("jonas"),
    )
    arranging.move(meeting_id=meeting_id, wall_start=workday(8), minutes=90, by=cast.viewer("sol"))
    own.refresh_from_db()
    assert (own.answer, own.answered_at, own.answer_words) == (Answer.NONE, None, "after three")
    answering.answer(invitation_id=own.pk, answer=Answer.COMING, by=cast.viewer("jonas"))
    arranging.move(
        meeting_id=meeting_id,
        wall_start=workday(8),
        minutes=90,
        where=Where.ONLINE,
        video_link="https://video.example.org/room",
        by=cast.viewer("sol"),
    )
    own.refresh_from_db()
    assert (own.answer, own.sequence) == (Answer.COMING, 2)


def test_moving_to_where_it_is_changes_nothing_and_tells_nobody(cast):
    meeting_id = arrange(cast)
    count = Message.objects.count()
    arranging.move(meeting_id=meeting_id, wall_start=workday(), minutes=90, by=cast.viewer("lena"))
    assert Message.objects.count() == count
    assert Meeting.objects.get(pk=meeting_id).moves == 0


def test_calling_off_twice_is_calling_off_once(cast):
    meeting_id = arrange(cast)
    arranging.call_off(meeting_id=meeting_id, by=cast.viewer("lena"))
    count = Message.objects.count()
    arranging.call_off(meeting_id=meeting_id, by=cast.viewer("sol"))
    assert Message.objects.count() == count
    assert bookings.taken([cast.lena.pk], whole(meeting_id)) == {cast.lena.pk: ()}


@pytest.mark.parametrize("state", [State.UNDER_WAY, State.HELD, State.CALLED_OFF])
def test_what_has_begun_or_was_called_off_is_not_moved(cast, state):
    Meeting.objects.filter(pk=cast.next.pk).update(state=state)
    with pytest.raises(life.NotPossible):
        arranging.move(
            meeting_id=cast.next.pk, wall_start=workday(), minutes=90, by=cast.viewer("lena")
        )
    if state != State.CALLED_OFF:
        with pytest.raises(life.NotPossible):
            arranging.call_off(meeting_id=cast.next.pk, by=cast.viewer("lena"))


def test_the_same_form_sent_twice_arranges_once(cast):
    once = uuid4()
    first = arrange(cast, once=once)
    assert arrange(cast, once=once) == first
    assert Meeting.objects.filter(network=cast.network).count() == 3


def test_nobody_is_booked_twice_even_by_themselves(cast):
    arrange(cast)
    with pytest.raises(clash.Taken) as refused:
        arrange(
            cast,
            wall_start=workday(hour=11),
            practitioners=("lena", "ines"),
            whose_reason=peer.Whose.NETWORK,
            travel_minutes=0,
        )
    assert refused.value.facts["who"] == (cast.lena.pk,)
    assert Meeting.objects.filter(network=cast.network).count() == 3


def test_the_way_is_kept_free_on_both_sides(cast):
    arrange(cast, wall_start=workday(hour=11), minutes=60, travel_minutes=30)
    for hour, minute in ((9, 45), (12, 15)):
        with pytest.raises(clash.Taken):
            arrange(
                cast, wall_start=workday(hour=hour, minute=minute), minutes=60, travel_minutes=5
            )
    arrange(cast, wall_start=workday(hour=9, minute=30), minutes=60, travel_minutes=30)
    arrange(cast, wall_start=workday(hour=12, minute=30), minutes=60, travel_minutes=30)


def test_where_homes_follow_each_other_the_way_is_asked_for(cast):
    arrange(cast, minutes=60)
    with pytest.raises(clash.TravelWanted):
        arrange(cast, wall_start=workday(hour=13), minutes=60)
    arrange(cast, wall_start=workday(hour=13), minutes=60, travel_minutes=45)
    arrange(cast, wall_start=workday(hour=15), minutes=30, where=Where.ONLINE)


def test_hours_absence_and_busy_times_are_kept_unless_it_is_ones_own(cast):
    with pytest.raises(clash.NotFree) as refused:
        arrange(cast, wall_start=workday(hour=18))
    assert refused.value.facts["who"] == (cast.sol.pk,)
    make.teams.Hours.objects.create(
        service=cast.riverside,
        practitioner=cast.sol,
        weekday=workday().weekday(),
        begins="18:00",
        ends="21:00",
    )
    arrange(cast, wall_start=workday(hour=18))
    make.teams.Absence.objects.create(
        service=cast.riverside,
        practitioner=cast.sol,
        starts_at=wall.instant(workday(8, hour=12), "Europe/London"),
        ends_at=wall.instant(workday(8, hour=20), "Europe/London"),
    )
    with pytest.raises(clash.NotFree):
        arrange(cast, wall_start=workday(8, hour=13))
    arrange(cast, wall_start=workday(8, hour=13), by="sol")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"minutes": 5}, "lasts_too_short"),
        ({"minutes": 481}, "lasts_too_long"),
        ({"wall_start": at(2020, 5, 5, 10)}, "past"),
        ({"wall_start": at(1, 1, 1, 0)}, "past"),
        ({"wall_start": at(9999, 12, 31, 23, 59)}, "too_far"),
    ],
)
def test_an_impossible_time_is_refused_and_nothing_is_half_saved(cast, changes, code):
    with pytest.raises(when.NotThen) as refused:
        arrange(cast, **changes)
    assert refused.value.code == code
    assert Meeting.objects.filter(network=cast.network).count() == 2


def test_a_wrong_zone_is_refused(cast):
    with pytest.raises(wall.UnknownZone):
        arrange(cast, zone="Europe/Atlantis")


def test_elsewhere_wants_a_word_and_a_link_is_a_link(cast):
    with pytest.raises(places.WhereWanted):
        arrange(cast, where=Where.ELSEWHERE)
    with pytest.raises(places.NotALink):
        arrange(cast, where=Where.ONLINE, video_link="javascript:alert(1)")
    with pytest.raises(NotAllowed):
        arrange(cast, where=Where.CLINIC, place_id=uuid4())


def test_a_network_that_rests_is_taken_up_first(cast):
    Network.objects.filter(pk=cast.network.pk).update(state=NetworkState.RESTING)
    with pytest.raises(life.NotPossible) as refused:
        arrange(cast)
    assert refused.value.code == "network_rests"


@pytest.mark.parametrize("name", ["pavel", "ines", "noor", "jonas", "mira", "ruben", "hale"])
def test_only_the_practitioners_who_belong_arrange_move_and_call_off(cast, name):
    viewer = cast.viewer(name)
    with pytest.raises(NotAllowed):
        arrange(cast, name)
    with pytest.raises(NotAllowed):
        arranging.move(meeting_id=cast.next.pk, wall_start=workday(), minutes=60, by=viewer)
    with pytest.raises(NotAllowed):
        arranging.call_off(meeting_id=cast.next.pk, by=viewer)


def test_nobody_of_another_service_arranges_anything(cast):
    with pytest.raises(NotAllowed):
        arrange(cast, "wilhelm")
    with pytest.raises(NotAllowed):
        arranging.call_off(meeting_id=cast.next.pk, by=cast.viewer("wilhelm"))
