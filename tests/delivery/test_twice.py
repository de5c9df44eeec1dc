"""Two workers at once, on a real database and a real mail server: nothing is sent twice."""

import asyncio
import time
from collections import Counter

import pytest

from tests.delivery import real_house
from tests.delivery.post_office import Box, mail_server


async def keep_silent(box, _server, _session, envelope):
    box.mails.append(envelope)
    await asyncio.sleep(30)
    return "250 kept"


NeverAnswers = type("NeverAnswers", (Box,), {"handle_DATA": keep_silent})


def waited_for(what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.timeout(180)
def test_two_workers_at_once_send_each_message_once(tmp_path):
    with mail_server() as box:
        house = real_house.a_house(tmp_path, WITHNESS_MAIL=f"smtp://127.0.0.1:{box.port}")
        house.with_messages(60)
        with house.working(), house.working():
            assert waited_for(lambda: len(box.mails) >= 60)
            time.sleep(1)
    bodies = Counter(envelope.content for envelope in box.mails)
    assert (len(bodies), set(bodies.values())) == (60, {1})
    assert house.states() == ["sent"] * 60


@pytest.mark.timeout(180)
def test_a_worker_that_is_killed_while_sending_leaves_nothing_to_be_sent_twice(tmp_path):
    with mail_server(box=NeverAnswers()) as box:
        house = real_house.a_house(tmp_path, WITHNESS_MAIL=f"smtp://127.0.0.1:{box.port}")
        house.with_messages(1)
        with house.working() as worker:
            assert waited_for(lambda: box.mails)
            worker.kill()
            worker.wait()
        assert house.states() == ["sending"]
        house.ask("with scopes_disabled(): Message.objects.update(claimed_until=timezone.now())")
        with house.working():
            assert waited_for(lambda: house.states() == ["unsure"])
            time.sleep(1)
        assert len(box.mails) == 1
