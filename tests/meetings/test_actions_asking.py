"""Who is asked, by which way, and what they answer."""

import pytest
from django.utils import timezone

from tests import make
from tests.meetings.arranged import arrange, invitation, whole
from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.delivery.rules.states import Way
from withness.meetings.actions import answering, inviting, regrouping
from withness.meetings.models import Invitation, LeftOut, Meeting
from withness.meetings.queries import asked, bookings
from withness.meetings.rules import life, peer, ways
from withness.meetings.rules.states import Answer, State

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
