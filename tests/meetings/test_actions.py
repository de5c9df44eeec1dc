"""Arranging, moving, calling off, answering: what happens to everybody."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests import make
from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.delivery.rules.states import State as MessageState
from withness.delivery.rules.states import Way
from withness.meetings.actions import answering, arranging, inviting, regrouping
from withness.meetings.models import Event, Invitation, LeftOut, Meeting
from withness.meetings.queries import asked, bookings, meetings
from withness.meetings.rules import clash, life, peer, ways, when
from withness.meetings.rules import where as places
from withness.meetings.rules.states import Answer, State, Where
from withness.networks.models import Network
from withness.networks.rules.states import State as NetworkState
from withness.values.rules import wall
from withness.values.rules.spans import Span


def at(*parts):
    """A wall time: naive on purpose."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def workday(days=7, hour=10, minute=0):
    """A wall time on a working day about so many days from now."""
    day = (timezone.now() + timedelta(days=days)).date()
    while day.weekday() > 4:
        day += timedelta(days=1)
    return at(day.year, day.month, day.day, hour, minute)


def arrange(cast, by="lena", *, who=("mira", "jonas"), practitioners=("lena", "sol"), **more):
    return arranging.arrange(
        network_id=more.pop("network_id", cast.network.pk),
        wall_start=more.pop("wall_start", workday()),
        minutes=more.pop("minutes", 90),
        where=more.pop("where", Where.HOME),
        person_ids=[cast.who[name].pk for name in who],
        practitioner_ids=[cast.who[name].pk for name in practitioners],
        by=cast.viewer(by),
        **more,
    )


def messages_about(invitations):
    return Message.objects.filter(about_id__in=[one.pk for one in invitations])


def invitation(meeting_id, person):
    return Invitation.objects.get(meeting_id=meeting_id, person=person)


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


def whole(meeting_id):
    meeting = Meeting.objects.get(pk=meeting_id)
    return Span(meeting.starts_at - timedelta(hours=2), meeting.ends_at + timedelta(hours=2))


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


def test_a_meeting_has_two_practitioners_and_somebody_of_the_network(cast):
    with pytest.raises(peer.TooFewPractitioners):
        arrange(cast, practitioners=("sol",))
    with pytest.raises(peer.NobodyOfTheNetwork):
        arrange(cast, who=())
    with pytest.raises(peer.NobodyOfTheNetwork):
        arrange(cast, who=("hale",))
    for stranger in ("ruben", "ottilie"):
        with pytest.raises(life.NotOfTheNetwork):
            arrange(cast, who=("mira", stranger))


def test_promise_9_a_meeting_without_a_peer_asks_why(cast):
    with pytest.raises(peer.ReasonWanted):
        arrange(cast, practitioners=("lena", "pavel"))
    with pytest.raises(peer.ReasonWanted):
        arrange(
            cast, practitioners=("lena", "pavel"), whose_reason=peer.Whose.STAFF, why_no_peer=" "
        )
    meeting_id = arrange(
        cast,
        practitioners=("lena", "pavel"),
        whose_reason=peer.Whose.STAFF,
        why_no_peer="Sol is on leave that week.",
    )
    row = LeftOut.objects.get(meeting_id=meeting_id)
    assert (row.peer, row.decided_by, row.reason) == (
        cast.sol, cast.lena.person, "Sol is on leave that week.",
    )  # fmt: skip


def test_promise_9_another_peer_is_cover_and_the_one_who_belongs_is_still_left_out(cast):
    with pytest.raises(peer.ReasonWanted):
        arrange(cast, practitioners=("lena", "ines"))
    meeting_id = arrange(cast, practitioners=("lena", "ines"), whose_reason=peer.Whose.NETWORK)
    row = LeftOut.objects.get(meeting_id=meeting_id)
    assert (row.peer, row.whose, row.reason) == (cast.sol, peer.Whose.NETWORK, None)


def test_promise_9_where_no_peer_belongs_the_question_stays(cast):
    pavels = cast.viewer("pavel")
    with pytest.raises(peer.ReasonWanted):
        arrange(
            cast,
            "pavel",
            network_id=cast.others.pk,
            who=("ottilie",),
            practitioners=("pavel", "noor"),
        )
    meeting_id = arrange(
        cast,
        "pavel",
        network_id=cast.others.pk,
        who=("ottilie",),
        practitioners=("pavel", "ines"),
    )
    assert not LeftOut.objects.filter(meeting_id=meeting_id).exists()
    assert meetings.one(pavels, meeting_id).number == 1


def test_promise_16_whoever_stands_in_from_outside_is_marked_as_cover(cast):
    meeting_id = arrange(cast, practitioners=("lena", "sol", "pavel"))
    facts = {one.name: one.is_cover for one in asked.of(cast.viewer("lena"), meeting_id)}
    assert facts == {"Mira": False, "Jonas": False, "Lena": False, "Sol": False, "Pavel": True}


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


# ---- who is asked, changed


def test_somebody_who_is_ill_is_covered_and_everybody_else_hears_nothing(cast):
    meeting_id = arrange(cast)
    count = Message.objects.count()
    people = [cast.mira.pk, cast.jonas.pk]
    with pytest.raises(peer.ReasonWanted):
        regrouping.ask_these(
            meeting_id=meeting_id,
            person_ids=people,
            practitioner_ids=[cast.lena.pk, cast.ines.pk],
            by=cast.viewer("lena"),
        )
    regrouping.ask_these(
        meeting_id=meeting_id,
        person_ids=people,
        practitioner_ids=[cast.lena.pk, cast.ines.pk],
        whose_reason=peer.Whose.STAFF,
        why_no_peer="Sol is ill today.",
        by=cast.viewer("lena"),
    )
    facts = {one.name: one.is_cover for one in asked.of(cast.viewer("lena"), meeting_id)}
    assert facts == {"Mira": False, "Jonas": False, "Lena": False, "Ines": True}
    told = Message.objects.order_by("made_at")[count:]
    assert {message.to.name for message in told} == {"Sol", "Ines"}
    assert bookings.taken([cast.sol.pk], whole(meeting_id)) == {cast.sol.pk: ()}
    # Sol is well again: asked by the same calendar file, and nobody is left out any more.
    regrouping.ask_these(
        meeting_id=meeting_id,
        person_ids=people,
        practitioner_ids=[cast.lena.pk, cast.sol.pk],
        by=cast.viewer("lena"),
    )
    assert not LeftOut.objects.filter(meeting_id=meeting_id).exists()
    assert invitation(meeting_id, cast.sol.person).sequence == 2


# ---- ways


def test_somebody_told_by_telephone_gets_nothing_and_it_says_who_told_them(cast):
    meeting_id = arrange(cast, ways={cast.mira.pk: Way.TOLD})
    own = invitation(meeting_id, cast.mira)
    assert not Message.objects.filter(about_id=own.pk).exists()
    inviting.again(invitation_id=own.pk, way=Way.TOLD, by=cast.viewer("sol"))
    told = Message.objects.get(about_id=own.pk)
    assert (told.way, told.told_by) == (Way.TOLD, cast.sol.person)


def test_nobody_is_written_to_where_nothing_is_known(cast):
    meeting_id = arrange(cast, who=("mira", "tarek"))
    own = invitation(meeting_id, cast.tarek)
    with pytest.raises(ways.NoWayThere):
        inviting.again(invitation_id=own.pk, way=Way.MAIL, by=cast.viewer("lena"))


def test_forty_people_are_asked(cast):
    people = [make.person(cast.riverside, f"Cousin {n} مع اسم طويل" * 3) for n in range(40)]
    for one in people:
        make.joins(cast.network, one)
        cast.who[str(one.pk)] = one
    meeting_id = arrange(cast, who=[str(one.pk) for one in people])
    assert len(asked.of(cast.viewer("lena"), meeting_id)) == 42


# ---- answering


def own_of(cast, name):
    return Invitation.objects.get(meeting=cast.next, person=cast.person(name))


def test_everybody_answers_for_themselves_and_may_change_it(cast):
    own = own_of(cast, "jonas")
    for answer in (Answer.COMING, Answer.ONLINE, Answer.PART, Answer.NOT_NOW, Answer.COMING):
        answering.answer(
            invitation_id=own.pk,
            answer=answer,
            words="بعد العمل",
            makes_easier="a lift from the station",
            by=cast.viewer("jonas"),
        )
        (fact,) = [a for a in asked.of(cast.viewer("jonas"), cast.next.pk) if a.name == "Jonas"]
        assert (fact.answer, fact.words, fact.makes_easier, fact.writer) == (
            answer, "بعد العمل", "a lift from the station", "",
        )  # fmt: skip


@pytest.mark.parametrize(
    "name", ["mira", "edda", "lena", "pavel", "noor", "ruben", "hale", "ottilie", "wilhelm"]
)
def test_nobody_answers_for_another_by_their_own_link_or_session(cast, name):
    with pytest.raises(NotAllowed):
        answering.answer(
            invitation_id=own_of(cast, "jonas").pk, answer=Answer.NOT_NOW, by=cast.viewer(name)
        )


def test_promise_3_an_answer_by_telephone_says_who_wrote_it_down(cast):
    own = own_of(cast, "edda")
    for stranger in ("pavel", "noor", "mira", "jonas"):
        with pytest.raises(NotAllowed):
            answering.answer_for(
                invitation_id=own.pk, answer=Answer.COMING, by=cast.viewer(stranger)
            )
    answering.answer_for(
        invitation_id=own.pk, answer=Answer.PART, words="until four", by=cast.viewer("lena")
    )
    facts = {one.name: one for one in asked.of(cast.viewer("sol"), cast.next.pk)}
    assert (facts["Edda"].answer, facts["Edda"].writer) == (Answer.PART, "Lena")
    answering.answer(invitation_id=own.pk, answer=Answer.COMING, by=cast.viewer("edda"))
    facts = {one.name: one for one in asked.of(cast.viewer("sol"), cast.next.pk)}
    assert (facts["Edda"].answer, facts["Edda"].writer) == (Answer.COMING, "")


@pytest.mark.parametrize("state", [State.UNDER_WAY, State.HELD, State.CALLED_OFF])
def test_an_answer_stands_once_the_meeting_begins(cast, state):
    Meeting.objects.filter(pk=cast.next.pk).update(state=state)
    with pytest.raises(life.NotPossible):
        answering.answer(
            invitation_id=own_of(cast, "jonas").pk, answer=Answer.COMING, by=cast.viewer("jonas")
        )


def test_whoever_left_the_network_answers_no_more(cast):
    make.networks.Membership.objects.filter(person=cast.jonas).update(left_at=timezone.now())
    with pytest.raises(NotAllowed):
        answering.answer(
            invitation_id=own_of(cast, "jonas").pk, answer=Answer.COMING, by=cast.viewer("jonas")
        )
