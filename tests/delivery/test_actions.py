"""The outbox: queued once, taken once, settled honestly, and told by a person where it must be."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.delivery.actions import caring, outbox, sending
from withness.delivery.models import Message
from withness.delivery.rules.attempts import LEASE
from withness.delivery.rules.outcomes import SENT, Outcome, Result
from withness.delivery.rules.states import AlreadyGone, NothingToSend, State, Way
from withness.service.models import Fact
from withness.trail.models import Entry

LATER = Result(Outcome.LATER, "busy")
REFUSED = Result(Outcome.REFUSED, "unknown_address")
UNSURE = Result(Outcome.UNSURE, "broke_off")


@pytest.fixture
def put(cast):
    """Queue a message to Jonas about Mira's network."""

    def queue(**more):
        return outbox.queue(
            **{
                "service_id": cast.riverside.pk, "to": cast.jonas.pk, "way": Way.MAIL,
                "key": f"test:{uuid4()}", "subject": "Meeting", "body": "You are asked to a meeting.",
                "network": cast.network.pk, **more,
            }
        )  # fmt: skip

    return queue


def state_of(message_id):
    return State(Message.objects.get(pk=message_id).state)


def now():
    return timezone.now() + timedelta(seconds=1)


def test_the_same_key_is_one_message(put):
    first = put(key="invitation:1")
    assert put(key="invitation:1", body="Something else") == first
    assert Message.objects.get().body == "You are asked to a meeting."


def test_words_and_addresses_lie_sealed(put):
    put(address="jonas@example.net")
    raw = Message.objects.values_list("subject", "body", "address").get()
    assert not any(
        word in bytes(value) for value in raw for word in (b"Meeting", b"asked", b"jonas")
    )


@pytest.mark.parametrize(
    "more",
    [
        {"body": "Come to the crisis team."},
        {"subject": "Psychiatric appointment"},
        {"calendar": "SUMMARY:Therapy"},
        {"subject": "Meeting\r\nBcc: edda@example.net"},
        {"address": "a@b.example\nBcc: edda@example.net"},
    ],
)
def test_what_tells_too_much_never_leaves_and_somebody_rings_instead(put, more):
    """Promise 20."""
    row = Message.objects.get(pk=put(**more))
    assert (row.state, row.trouble, row.body) == (State.FAILED, "tells_too_much", None)
    assert sending.take(now()) is None


def test_a_taken_message_is_taken_by_nobody_else(put):
    message_id = put()
    taken = sending.take(now())
    assert taken.id == message_id
    assert taken.address == "jonas@example.net"
    assert state_of(message_id) == State.SENDING
    assert sending.take(now()) is None


def test_the_one_due_longest_goes_first_and_what_is_not_due_waits(put):
    second = put(due_at=timezone.now() - timedelta(minutes=1))
    first = put(due_at=timezone.now() - timedelta(minutes=2))
    put(due_at=timezone.now() + timedelta(hours=1))
    put(way=Way.LETTER, due_at=timezone.now() - timedelta(days=1))
    assert [sending.take(now()).id, sending.take(now()).id, sending.take(now())] == [
        first,
        second,
        None,
    ]


def test_failed_attempts_wait_longer_and_longer_and_then_a_person_is_asked(put):
    message_id, moment, waited = put(), now(), []
    while (taken := sending.take(moment)) is not None:
        sending.settle(taken, LATER, moment)
        row = Message.objects.get(pk=message_id)
        if row.state == State.WAITING:
            waited.append(row.due_at - moment)
            moment = row.due_at
    assert len(waited) == 10
    assert waited == sorted(waited)
    assert (row.state, row.trouble, row.attempts) == (State.FAILED, "busy", 11)


@pytest.mark.parametrize(
    ("result", "state", "trouble"),
    [
        (SENT, State.SENT, ""),
        (REFUSED, State.FAILED, "unknown_address"),
        (UNSURE, State.UNSURE, "broke_off"),
    ],
)
def test_an_attempt_is_settled_by_what_became_of_it(put, result, state, trouble):
    put()
    sending.settle(sending.take(now()), result, now())
    row = Message.objects.get()
    assert (row.state, row.trouble) == (state, trouble)


def test_a_worker_that_never_came_back_leaves_an_unsure_message_that_is_not_sent_again(put):
    message_id = put()
    taken = sending.take(now())
    assert sending.lose_sight(now()) == 0
    assert sending.lose_sight(now() + LEASE + timedelta(seconds=2)) == 1
    assert state_of(message_id) == State.UNSURE
    assert sending.take(now() + timedelta(days=30)) is None
    sending.settle(taken, SENT, now())  # it comes back after all, and knows
    assert state_of(message_id) == State.SENT


def test_a_late_worker_does_not_undo_what_a_person_settled(cast, put):
    message_id = put()
    taken = sending.take(now())
    sending.lose_sight(now() + LEASE + timedelta(seconds=2))
    caring.told(message_id=message_id, by=cast.viewer("lena"))
    sending.settle(taken, LATER, now())
    assert state_of(message_id) == State.SENT


def test_somebody_may_send_again_what_is_unsure(cast, put):
    message_id = put()
    first = sending.take(now())
    sending.settle(first, UNSURE, now())
    caring.send_again(message_id=message_id, by=cast.viewer("sol"))
    again = sending.take(now())
    assert again.id == message_id
    sending.settle(first, REFUSED, now())  # the first attempt's news is old
    assert state_of(message_id) == State.SENDING


def test_telling_by_telephone_settles_a_message_and_says_who(cast, put):
    """Promise 23: whatever a message says can be said by telephone."""
    message_id = put()
    caring.told(message_id=message_id, by=cast.viewer("lena"))
    row = Message.objects.get()
    assert (row.way, row.state, row.told_by_id) == (Way.TOLD, State.SENT, cast.lena.person_id)
    assert sending.take(now()) is None
    deed = Entry.objects.get(deed="delivery.told")
    assert (deed.about_id, deed.network_id) == (message_id, cast.network.pk)


@pytest.mark.parametrize("deed", [caring.told, caring.arrived, caring.send_again])
@pytest.mark.parametrize("name", ["pavel", "noor", "mira", "jonas", "ruben", "wilhelm"])
def test_who_does_not_belong_settles_nothing(cast, put, deed, name):
    message_id = put()
    with pytest.raises(NotAllowed):
        deed(message_id=message_id, by=cast.viewer(name))
    assert state_of(message_id) == State.WAITING


def test_an_unknown_message_looks_like_a_forbidden_one(cast):
    with pytest.raises(NotAllowed):
        caring.told(message_id=uuid4(), by=cast.viewer("lena"))


def test_what_has_gone_cannot_be_sent_again(cast, put):
    message_id = put()
    sending.settle(sending.take(now()), SENT, now())
    with pytest.raises(AlreadyGone):
        caring.send_again(message_id=message_id, by=cast.viewer("lena"))


def test_what_is_going_right_now_is_left_to_go(cast, put):
    message_id = put()
    sending.take(now())
    with pytest.raises(AlreadyGone):
        caring.told(message_id=message_id, by=cast.viewer("lena"))


def test_a_letter_waits_for_a_person_and_is_posted_by_one(cast, put):
    message_id = put(way=Way.LETTER)
    assert sending.take(now() + timedelta(days=9)) is None
    with pytest.raises(NothingToSend):
        caring.send_again(message_id=message_id, by=cast.viewer("lena"))
    caring.arrived(message_id=message_id, by=cast.viewer("lena"))
    assert state_of(message_id) == State.SENT


def test_told_is_settled_at_once_and_kept_once(cast):
    facts = {
        "service_id": cast.riverside.pk, "to": cast.tarek.pk, "key": "told:1", "about": uuid4(),
        "by": cast.viewer("lena"), "network": cast.network.pk,
    }  # fmt: skip
    assert outbox.told(**facts) == outbox.told(**facts)
    row = Message.objects.get()
    assert (row.way, row.state, row.told_by_id) == (Way.TOLD, State.SENT, cast.lena.person_id)
    assert Entry.objects.filter(deed="delivery.tell").count() == 1


def test_a_member_does_not_write_down_what_was_told(cast):
    with pytest.raises(NotAllowed):
        outbox.told(
            service_id=cast.riverside.pk, to=cast.tarek.pk, key="told:1", about=None,
            by=cast.viewer("mira"),
        )  # fmt: skip


def test_calling_off_stops_what_has_not_gone(put):
    about = uuid4()
    gone = put(about=about)
    sending.settle(sending.take(now()), SENT, now())
    waiting, other = put(about=about), put()
    assert outbox.call_off(about=about) == 1
    assert [state_of(m) for m in (gone, waiting, other)] == [
        State.SENT,
        State.CALLED_OFF,
        State.WAITING,
    ]


def test_words_are_emptied_thirty_days_later_and_the_fact_stays(cast, put):
    message_id = put(
        address="jonas@example.net", calendar="BEGIN:VCALENDAR", calendar_method="REQUEST"
    )
    sending.settle(sending.take(now()), SENT, now())
    assert sending.forget(now() + timedelta(days=29)) == 0
    assert sending.forget(now() + timedelta(days=31)) == 1
    assert sending.forget(now() + timedelta(days=31)) == 0
    row = Message.objects.get(pk=message_id)
    assert (row.subject, row.body, row.calendar, row.address) == (None,) * 4
    assert (row.state, row.to_id) == (State.SENT, cast.jonas.pk)


def test_the_law_of_the_place_says_how_long_words_are_kept(cast, put):
    put()
    sending.settle(sending.take(now()), SENT, now())
    Fact.objects.create(
        service=cast.riverside, jurisdiction="england", rule="retention.messages", kind="days",
        number=90, source="a test", in_force_from="2020-01-01", made_at=now(),
    )  # fmt: skip
    assert sending.forget(now() + timedelta(days=89)) == 0
    assert sending.forget(now() + timedelta(days=91)) == 1


def test_an_emptied_message_cannot_be_sent_again(cast, put):
    message_id = put()
    sending.settle(sending.take(now()), REFUSED, now())
    sending.forget(now() + timedelta(days=31))
    with pytest.raises(NothingToSend):
        caring.send_again(message_id=message_id, by=cast.viewer("lena"))


def test_messages_of_another_service_are_not_taken(cast, put):
    from django_scopes import scope

    put()
    with scope(service=cast.hillside.pk):
        assert sending.take(now()) is None


def test_a_message_that_no_key_opens_keeps_no_other(put):
    first, second = put(), put()
    Message.objects.filter(pk=first).update(body=b"\x01\x00\x01" + b"x" * 40)
    assert sending.take(now()).id == second
    row = Message.objects.get(pk=first)
    assert (row.state, row.trouble) == (State.FAILED, "sealed")
