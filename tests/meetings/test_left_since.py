"""Somebody was asked to a meeting and has left the network since: when it meets is not theirs."""

import io
import json
import zipfile
from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.delivery.rules.states import Way
from withness.meetings import models
from withness.meetings.actions import arranging, inviting
from withness.networks.actions import forming
from withness.people.actions import links
from withness.people.rules import Purpose

pytestmark = pytest.mark.django_db
ASKED = "/riverside/meetings/asked/"


@pytest.fixture
def left(cast):
    """Mira asked Jonas to leave; he holds the link of his invitation still."""
    own = models.Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    token = links.make(
        service_id=cast.riverside.pk, person_id=cast.jonas.pk, purpose=Purpose.INVITATION,
        opens_id=own.pk, days=30,
    )  # fmt: skip
    client = Client()
    client.post(f"/riverside/open/{token}/")
    assert client.get(ASKED).status_code == 200
    forming.part(network_id=cast.network.pk, person_id=cast.jonas.pk, by=cast.viewer("mira"))
    return own, client


def test_the_link_of_an_old_invitation_shows_no_time(cast, left):
    _own, client = left
    assert client.get(ASKED).status_code == 404
    assert client.post(ASKED, {"answer": "coming"}).status_code == 404


def test_nobody_tells_them_the_new_time_or_that_it_is_off(cast, left):
    Message.objects.all().delete()
    today = timezone.localdate()
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7 + 7)
    arranging.move(
        meeting_id=cast.next.pk, wall_start=datetime.combine(tuesday, time(10)), minutes=60,
        by=cast.viewer("lena"),
    )  # fmt: skip
    assert Message.objects.filter(to=cast.mira).exists()
    assert not Message.objects.filter(to=cast.jonas).exists()
    arranging.call_off(meeting_id=cast.next.pk, by=cast.viewer("lena"))
    assert not Message.objects.filter(to=cast.jonas).exists()


def test_nobody_asks_them_again_by_mistake(cast, left):
    own, _client = left
    with pytest.raises(NotAllowed):
        inviting.again(invitation_id=own.pk, way=Way.MAIL, by=cast.viewer("lena"))
    with pytest.raises(NotAllowed):
        inviting.letter(invitation_id=own.pk, by=cast.viewer("lena"))


def test_their_archive_tells_no_time_and_no_place_of_it(cast, left, browser_of):
    cast.next.where_words = "AtTheRefuge"
    cast.next.save(update_fields=["where_words"])
    answer = browser_of("jonas").post("/riverside/exchange/everything/")
    told = zipfile.ZipFile(io.BytesIO(answer.content)).read("everything.json").decode()
    assert "AtTheRefuge" not in told
    assert cast.next.wall_start.isoformat()[:16] not in told
    parts = json.loads(told)["parts"]
    assert len(parts["invitation"]) == 1, "the one he came to"
    assert len(parts["invitation_called_off"]) == 1
