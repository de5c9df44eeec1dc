"""What has not arrived, for those who look after it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.delivery.actions import outbox as queueing
from withness.delivery.models import Message
from withness.delivery.queries import outbox
from withness.delivery.rules import due
from withness.delivery.rules.states import State, Way

HOUR = timedelta(hours=1)


def put(cast, to, *, network=None, state=State.WAITING, minutes_ago=60, **more):
    message_id = queueing.queue(
        service_id=cast.riverside.pk, to=cast.person(to).pk, way=more.pop("way", Way.MAIL),
        key=str(uuid4()), subject="Meeting", body="You are asked.", network=network and network.pk,
        due_at=timezone.now() - timedelta(minutes=minutes_ago), about=more.pop("about", None),
    )  # fmt: skip
    Message.objects.filter(pk=message_id).update(state=state, **more)
    return message_id


def test_those_who_belong_see_to_whom_and_by_which_way(cast):
    message_id = put(cast, "jonas", network=cast.network, state=State.FAILED, trouble="busy")
    (one,) = outbox.not_arrived(cast.viewer("lena"))
    assert (one.id, one.name, one.way, one.state, one.trouble, one.subject) == (
        message_id, "Jonas", Way.MAIL, State.FAILED, "busy", "Meeting",
    )  # fmt: skip
    assert outbox.not_arrived(cast.viewer("pavel")) == ()
    assert outbox.not_arrived(cast.viewer("jonas")) == ()


def test_whoever_keeps_the_rota_sees_how_many_and_no_names(cast):
    """Promise 4."""
    put(cast, "jonas", network=cast.network, state=State.FAILED)
    put(cast, "mira", network=cast.network, state=State.FAILED)
    put(cast, "ottilie", network=cast.others, way=Way.SMS)
    assert outbox.not_arrived(cast.viewer("noor")) == ()
    assert outbox.counts(cast.viewer("noor")) == (
        outbox.CountFact(Way.MAIL, State.FAILED, 2),
        outbox.CountFact(Way.SMS, State.WAITING, 1),
    )
    with pytest.raises(NotAllowed):
        outbox.counts(cast.viewer("lena"))


def test_the_filter_of_the_list_is_the_rule(cast):
    """The SQL of the list and `rules.due.needs_somebody` say the same of every standing."""
    now, wanted = timezone.now(), set()
    for state in State:
        for way in Way:
            for minutes_ago, attempts, claimed in [(1, 0, None), (60, 0, -HOUR), (1, 2, HOUR)]:
                until = None if claimed is None else now + claimed
                message_id = put(
                    cast, "jonas", network=cast.network, state=state, way=way,
                    minutes_ago=minutes_ago, attempts=attempts, claimed_until=until,
                )  # fmt: skip
                standing = due.Standing(
                    way, state, now - timedelta(minutes=minutes_ago), now, attempts, until
                )
                wanted |= {message_id} if due.needs_somebody(standing, now) else set()
    assert {one.id for one in outbox.not_arrived(cast.viewer("lena"))} == wanted


def test_where_the_messages_about_an_invitation_stand(cast):
    about = uuid4()
    first = put(cast, "jonas", network=cast.network, state=State.SENT, about=about)
    second = put(cast, "jonas", network=cast.network, about=about)
    put(cast, "jonas", network=cast.network, about=uuid4())
    assert [one.id for one in outbox.about(cast.viewer("lena"), about)] == [first, second]
    assert outbox.about(cast.viewer("pavel"), about) == ()
    assert outbox.about_all(cast.viewer("lena"), [about, uuid4()]).keys() == {about}


def test_one_message_with_its_words_and_whom_to_ring(cast):
    message_id = put(cast, "mira", network=cast.network)
    whole = outbox.one(cast.viewer("lena"), message_id)
    assert whole.body == "You are asked."
    assert [phone.value for phone in whole.phones] == ["07700900001"]
    assert (whole.is_open, whole.may_be_sent) == (True, True)
    for name in ("pavel", "noor", "mira", "wilhelm"):
        with pytest.raises(NotAllowed):
            outbox.one(cast.viewer(name), message_id)


def test_a_list_of_thirty_costs_as_many_queries_as_a_list_of_one(cast):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            outbox.not_arrived(viewer)
        return len(seen)

    viewer = cast.viewer("lena")
    put(cast, "jonas", network=cast.network)
    one = cost()
    for _ in range(29):
        put(cast, "mira", network=cast.network)
    assert (one, cost()) == (2, 2)
