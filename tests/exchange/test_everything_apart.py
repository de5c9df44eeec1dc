"""What the archive of one person must not tell of another: marks, wishes, and quiet deeds."""

import io
import json
import zipfile

import pytest
from django.utils import timezone

from tests import make
from withness.days.words import opened as words
from withness.exchange.queries.held import traces
from withness.meetings import models as meetings
from withness.meetings.actions import leaving
from withness.records import models as records
from withness.records.actions import owning
from withness.trail import actions as trail

pytestmark = pytest.mark.django_db


def parts(client):
    answer = client.post("/riverside/exchange/everything/")
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    return json.loads(packed.read("everything.json"))["parts"]


def test_promise_1_what_a_line_about_somebody_said_before_stays_with_the_line(cast, browser_of):
    line = make.line(cast.first, cast.mira, "EarlierAboutJonas")
    owning.change(line_id=line.pk, words="Later about Jonas.", by=cast.viewer("mira"))
    assert "EarlierAboutJonas" in json.dumps(parts(browser_of("mira")))
    records.About.objects.create(
        service=cast.riverside, line=line, person=cast.jonas, made_at=timezone.now()
    )
    assert "EarlierAboutJonas" not in json.dumps(parts(browser_of("mira")))


def test_promise_10_a_peer_s_archive_tells_the_network_s_wish_and_nobody_s_name(cast, browser_of):
    out = {"service": cast.riverside, "peer": cast.sol, "said_at": timezone.now()}
    meetings.LeftOut.objects.create(
        **out, meeting=cast.next, whose="network", decided_by=cast.jonas
    )
    meetings.LeftOut.objects.create(
        **out, meeting=cast.first, whose="staff", reason="WhySaid", decided_by=cast.lena.person
    )
    found = parts(browser_of("sol"))
    (said,) = found["left_out"]
    assert (said["decided_by__name"], said["reason"]) == ("Lena", "WhySaid")
    assert found["left_out_by_wish"][0]["whose"] == "network"
    assert "Jonas" not in json.dumps(found)


def test_promise_1_a_line_taken_back_leaves_no_mark_with_whom_it_was_open_to(cast, browser_of):
    line = make.line(cast.first, cast.jonas, "To Mira alone.", circle="named")
    owning.open_to(line_id=line.pk, person_id=cast.mira.pk, by=cast.viewer("jonas"))
    assert parts(browser_of("mira"))["was_opened_to"][0]["line__speaker__name"] == "Jonas"
    owning.take_back(line_id=line.pk, by=cast.viewer("jonas"))
    assert "was_opened_to" not in parts(browser_of("mira"))


def test_what_staff_did_quietly_for_one_is_in_no_archive_of_another(cast, browser_of):
    lena = cast.viewer("lena")
    for deed in ("consents.tell", "networks.know_person", "records.open_wider"):
        trail.did(deed, by=lena, right="x", about=cast.mira.pk, network=cast.network.pk)
    trail.read(
        "networks.read_place", by=lena, right="x", about=cast.mira.pk, network=cast.network.pk
    )
    trail.read("records.read", by=lena, right="x", about=cast.first.pk, network=cast.network.pk)
    assert {one["deed"] for one in parts(browser_of("jonas"))["opened"]} == {"records.read"}
    assert {one["deed"] for one in parts(browser_of("mira"))["opened"]} == {
        "records.read", "networks.read_place",
    }  # fmt: skip


def test_whoever_was_removed_is_not_told_by_whom(cast, browser_of):
    leaving.remove(
        network_id=cast.network.pk,
        person_id=cast.jonas.pk,
        by=cast.viewer("lena"),
        reason="Hit her.",
    )
    jonas = browser_of("jonas")
    found = parts(jonas)
    assert "networks.remove" not in json.dumps(found.get("opened", []))
    assert "Hit her" not in json.dumps(found)


def test_whoever_was_removed_learns_no_time_and_no_place_of_a_meeting_to_come(cast, browser_of):
    leaving.remove(network_id=cast.network.pk, person_id=cast.jonas.pk, by=cast.viewer("mira"))
    cast.next.refresh_from_db()
    cast.next.where_words = "AtTheRefuge"
    cast.next.save(update_fields=["where_words"])
    found = parts(browser_of("jonas"))
    told = json.dumps(found)
    assert "AtTheRefuge" not in told
    assert cast.next.wall_start.isoformat()[:16] not in told
    assert found["invitation_called_off"]
    assert "AtTheRefuge" in json.dumps(parts(browser_of("mira")))


def test_the_archive_and_the_page_tell_of_the_same_deeds():
    assert frozenset(words.OF_NETWORK) == traces.OF_NETWORK
    assert frozenset(words.OF_ONESELF) == traces.OF_ONESELF
