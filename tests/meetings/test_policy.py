"""Who may: from the side of the refused, and predicate and filter saying the same."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from withness.access import policy
from withness.meetings import models
from withness.meetings import policy as rooms_policy
from withness.meetings.rules.peer import Whose
from withness.meetings.rules.states import Came, State
from withness.values.rules.viewer import Belonging, Duty, Seat, Viewer, Way, nobody

EVERYBODY = (
    "lena", "sol", "pavel", "ines", "noor", "mira", "jonas", "edda", "tarek", "hale", "ruben", "ottilie",
)  # fmt: skip
FULL = {"lena", "sol", "mira", "jonas", "edda", "tarek"}
POSTS = {"lena", "sol"}
WITH_TABLE = [deed for deed in rooms_policy.DEEDS if deed.about is not None]


def allowed(cast, deed, row):
    return {name for name in EVERYBODY if policy.may(cast.viewer(name), deed, row)}


@pytest.mark.parametrize(
    ("deed", "who"),
    [
        ("meetings.read", FULL),
        ("meetings.read_whole", FULL),
        ("meetings.see_asked", FULL),
        ("meetings.move", POSTS),
        ("meetings.call_off", POSTS),
        ("meetings.begin", FULL),
        ("meetings.step", set()),
        ("meetings.say_who_came", set()),
        ("meetings.hold", set()),
    ],
)
def test_who_may_what_with_the_next_meeting(cast, deed, who):
    """Promise 4: a peer, a nurse, a mother and the person at the centre begin it alike."""
    assert allowed(cast, deed, cast.next) == who


@pytest.mark.parametrize(
    ("deed", "who"),
    [
        ("meetings.read", FULL | {"ruben"}),
        ("meetings.read_whole", FULL),
        ("meetings.see_asked", FULL | {"ruben"}),
        ("meetings.move", POSTS),
    ],
)
def test_a_former_member_knows_of_the_meeting_they_were_at(cast, deed, who):
    assert allowed(cast, deed, cast.first) == who


def test_an_agency_knows_of_the_meetings_it_is_asked_to_and_sees_nobody_before(cast):
    hale = make.meetings.Invitation.objects.create(
        service=cast.riverside,
        meeting=cast.next,
        person=cast.hale,
        starts_at=cast.next.starts_at,
        ends_at=cast.next.ends_at,
        uid=str(uuid4()),
    )
    assert "hale" in allowed(cast, "meetings.read_whole", cast.next)
    assert "hale" not in allowed(cast, "meetings.see_asked", cast.next)
    assert "hale" not in allowed(cast, "meetings.read", cast.first)
    hale.called_off_at = timezone.now()
    hale.save()
    assert "hale" not in allowed(cast, "meetings.read", cast.next)


def test_cover_from_outside_sees_whom_they_meet_and_looks_after_nothing(cast):
    make.meetings.Invitation.objects.create(
        service=cast.riverside,
        meeting=cast.next,
        person=cast.pavel.person,
        practitioner=cast.pavel,
        is_cover=True,
        starts_at=cast.next.starts_at,
        ends_at=cast.next.ends_at,
        uid=str(uuid4()),
    )
    assert "pavel" in allowed(cast, "meetings.see_asked", cast.next)
    assert "pavel" in allowed(cast, "meetings.begin", cast.next)
    assert "pavel" not in allowed(cast, "meetings.move", cast.next)
    assert "pavel" not in allowed(cast, "meetings.read", cast.first)


def test_only_those_who_are_here_move_a_meeting_on(cast):
    models.Meeting.objects.filter(pk=cast.next.pk).update(state=State.UNDER_WAY)
    cast.next.refresh_from_db()
    for name, came in (("jonas", Came.TELEPHONE), ("edda", Came.MISSED)):
        models.Attendance.objects.create(
            service=cast.riverside,
            meeting=cast.next,
            person=cast.who[name],
            came=came,
            at=timezone.now(),
        )
    assert allowed(cast, "meetings.step", cast.next) == {"jonas"}
    assert allowed(cast, "meetings.hold", cast.next) == FULL


def test_an_invitation_is_answered_by_its_own_person_alone(cast):
    own = models.Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    assert allowed(cast, "meetings.answer", own) == {"jonas"}
    assert allowed(cast, "meetings.read_own_invitation", own) == {"jonas"}
    assert allowed(cast, "meetings.answer_for", own) == POSTS
    assert allowed(cast, "meetings.letter", own) == POSTS
    ruben = models.Invitation.objects.get(meeting=cast.first, person=cast.ruben)
    assert allowed(cast, "meetings.answer", ruben) == set()


def test_only_those_who_belong_as_practitioners_arrange(cast):
    assert allowed(cast, "meetings.arrange", cast.network) == POSTS
    assert allowed(cast, "meetings.arrange", cast.others) == {"pavel"}
    assert allowed(cast, "meetings.arrange", cast.foreign) == set()
    cast.network.state = "ended"
    assert allowed(cast, "meetings.arrange", cast.network) == set()


def test_promise_10_who_was_left_out_reads_why_and_decides_who_reads_the_answer(cast):
    out = left_out(cast, cast.sol)
    assert allowed(cast, "meetings.read_left_out", out) == {"sol", "lena"}
    assert allowed(cast, "meetings.answer_left_out", out) == {"sol"}
    none = left_out(cast, None)
    assert allowed(cast, "meetings.read_left_out", none) == {"sol", "ines", "lena"}
    assert allowed(cast, "meetings.answer_left_out", none) == set()


def left_out(cast, peer):
    return models.LeftOut.objects.create(
        service=cast.riverside,
        meeting=cast.next,
        peer=peer,
        whose=Whose.STAFF,
        reason="Sol is on leave.",
        decided_by=cast.lena.person,
        said_at=timezone.now(),
    )


def test_promise_4_keeping_rota_and_accounts_opens_nothing(cast):
    left_out(cast, cast.sol)
    noor = cast.viewer("noor")
    assert noor.duties == frozenset(Duty)
    for deed in WITH_TABLE:
        assert list(policy.open_to(noor, deed.name, deed.about.objects.all())) == []


def test_another_service_opens_nothing(cast):
    left_out(cast, None)
    for stranger in (cast.viewer("wilhelm"), cast.viewer("vera"), nobody(cast.riverside.pk)):
        for deed in WITH_TABLE:
            rows = deed.about.objects.filter(service=cast.riverside)
            assert list(policy.open_to(stranger, deed.name, rows)) == []


# ---- predicate and filter say the same, on services made by chance


@st.composite
def viewers(draw, services, networks, people, posts):
    joined = timezone.now() - timedelta(days=3)
    seats = tuple(
        Seat(
            network.pk,
            draw(st.sampled_from(Belonging)),
            joined,
            draw(st.sampled_from([None, joined])),
        )
        for network in draw(st.lists(st.sampled_from(networks), unique=True, max_size=3))
    )
    way = draw(st.sampled_from(Way))
    person = draw(st.sampled_from([None, *people]))
    post = draw(st.sampled_from([None, *posts])) if way == Way.SIGNED_IN else None
    return Viewer(
        service_id=draw(st.sampled_from(services)),
        way=way,
        person_id=post.person_id if post else (person.pk if person else None),
        practitioner_id=post.pk if post else None,
        is_peer=bool(post and post.is_peer),
        duties=frozenset(draw(st.lists(st.sampled_from(Duty), max_size=2))),
        seats=seats,
    )


@st.composite
def stories(draw, cast):
    """A few more rows of every kind, for people who may or may not belong."""
    people = [cast.who[n] for n in ("mira", "jonas", "hale", "ruben", "ottilie")]
    posts = [cast.who[n] for n in ("lena", "sol", "pavel", "ines")]
    for meeting in (cast.first, cast.next, cast.third):
        models.Meeting.objects.filter(pk=meeting.pk).update(state=draw(st.sampled_from(State)))
        models.Invitation.objects.filter(meeting=meeting).delete()
        models.Attendance.objects.filter(meeting=meeting).delete()
        models.LeftOut.objects.filter(meeting=meeting).delete()
        for who in draw(st.lists(st.sampled_from(people + posts), unique=True, max_size=4)):
            post = who if who in posts else None
            models.Invitation.objects.create(
                service=cast.riverside,
                meeting=meeting,
                person=post.person if post else who,
                practitioner=post,
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                uid=str(uuid4()),
                called_off_at=draw(st.sampled_from([None, timezone.now()])),
            )
            models.Attendance.objects.create(
                service=cast.riverside,
                meeting=meeting,
                person=post.person if post else who,
                practitioner=post,
                came=draw(st.sampled_from(Came)),
                at=timezone.now(),
            )
        left_out_of(cast, meeting, draw(st.sampled_from([None, cast.sol, cast.ines])))
    networks = [cast.network, cast.others, cast.foreign]
    services = [cast.riverside.pk, cast.hillside.pk]
    return draw(viewers(services, networks, people, posts))


def left_out_of(cast, meeting, peer):
    models.LeftOut.objects.create(
        service=cast.riverside,
        meeting=meeting,
        peer=peer,
        whose=Whose.NETWORK,
        decided_by=cast.lena.person,
        said_at=timezone.now(),
    )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_predicate_and_filter_say_the_same(cast, data):
    with scope(service=cast.riverside.pk):
        if "third" not in cast.__dict__:
            cast.__dict__["third"] = make.meeting(cast.others)
        viewer = data.draw(stories(cast))
    with scopes_disabled():
        for deed in WITH_TABLE:
            rows = list(deed.about.objects.all())
            by_filter = set(policy.open_to(viewer, deed.name, deed.about.objects.all()))
            assert [policy.may(viewer, deed.name, row) is not None for row in rows] == [
                row in by_filter for row in rows
            ], deed.name


@pytest.mark.parametrize("deed", ["meetings.say_who_came", "meetings.step", "meetings.hold"])
def test_who_left_does_nothing_more_in_a_meeting_they_were_at(cast, deed):
    assert policy.may(cast.viewer("ruben"), deed, cast.first) is None
    assert policy.may(cast.viewer("jonas"), deed, cast.first) is not None
