"""The promises, attacked by people who are inside: words put into mouths, doors opened behind backs."""

from uuid import uuid4

import pytest

from tests import make
from tests.house.forbidden import undone
from withness.records import models
from withness.records.rules.states import Circle, Yes

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(cast):
    """A meeting under way: Mira, Jonas, Lena and Sol are there; Edda is not."""
    there = [cast.mira, cast.jonas, cast.lena, cast.sol]
    return make.meeting(cast.network, invited=there, came=there, state="under_way")


def at(meeting, deed):
    """Return the address of a deed in a meeting's record."""
    return f"/riverside/records/meeting/{meeting.pk}/{deed}/"


def said_for(client, meeting, who, yes, **more):
    """Write down a line for somebody."""
    body = {"speaker": who.pk, "words": "I agree to everything.", "yes": yes, "once": uuid4()}
    return client.post(at(meeting, "for"), body | more)


def test_promise_3_nobody_says_yes_in_a_room_they_were_not_in(browser_of, cast, now):
    said_for(browser_of("lena"), now, cast.edda, "room")
    assert not models.Line.objects.filter(speaker=cast.edda, yes=Yes.ROOM).exists()


def test_promise_3_nobody_hears_a_yes_in_a_room_they_were_not_in_themselves(browser_of, cast, now):
    said_for(browser_of("edda"), now, cast.mira, "room")
    assert not models.Line.objects.filter(speaker=cast.mira, yes=Yes.ROOM).exists()


def test_promise_3_a_line_is_never_anothers_by_extra_fields(browser_of, cast, now):
    forged = {
        "speaker": cast.mira.pk, "speaker_id": cast.mira.pk, "written_by": cast.mira.pk,
        "written_by_id": cast.mira.pk, "service_id": cast.hillside.pk, "made_at": "2001-01-01",
        "network_id": cast.foreign.pk, "network": cast.foreign.pk, "yes": "page", "number": "1",
        "shared_at": "", "circle": "network", "id": str(uuid4()),
    }  # fmt: skip
    once = uuid4()
    browser_of("jonas").post(at(now, "write"), forged | {"words": "Mine.", "once": once})
    line = models.Line.objects.get(once=once)
    assert (line.speaker_id, line.written_by_id) == (cast.jonas.pk, cast.jonas.pk)
    assert (line.service_id, line.network_id) == (cast.riverside.pk, cast.network.pk)
    assert (line.yes, line.made_at.year > 2001) == (Yes.WROTE, True)


def test_promise_3_who_writes_for_another_never_says_the_yes_of_their_page(browser_of, cast, now):
    for yes in ("page", "wrote", "Yes.PAGE"):
        said_for(browser_of("lena"), now, cast.mira, yes)
    line = make.line(now, cast.mira, "Hm.", written_by=cast.lena.person)
    lena = browser_of("lena")
    assert lena.post(f"/riverside/records/line/{line.pk}/yes/").status_code == 404
    lena.post(f"/riverside/records/line/{line.pk}/heard/", {"how": "page"})
    line.refresh_from_db()
    assert (line.yes, models.Line.objects.filter(yes=Yes.PAGE).count()) == (Yes.NOT_YET, 0)


@pytest.mark.parametrize("name", ["mira", "lena", "sol"])
def test_promise_2_nobody_changes_takes_back_or_opens_the_line_of_another(
    browser_of, cast, name, now
):
    line = make.line(now, cast.jonas, "Mine.")
    client = browser_of(name)
    with undone() as written:
        for deed, body in (
            ("change", {"words": "Yours"}), ("take-back", {}), ("yes", {}),
            ("readers", {"circle": "network"}), ("open-to", {"person": cast.edda.pk}),
            ("heard", {"how": "room"}),
        ):  # fmt: skip
            client.post(f"/riverside/records/line/{line.pk}/{deed}/", body)
    assert written == []


def test_promise_1_only_me_is_only_me_also_for_those_it_was_opened_to_before(browser_of, cast, now):
    line = make.line(now, cast.jonas, "Between us.")
    jonas = browser_of("jonas")
    jonas.post(f"/riverside/records/line/{line.pk}/open-to/", {"person": cast.tarek.pk})
    assert browser_of("tarek").get(f"/riverside/records/line/{line.pk}/").status_code == 200
    jonas.post(f"/riverside/records/line/{line.pk}/readers/", {"circle": Circle.ONLY_ME})
    assert browser_of("tarek").get(f"/riverside/records/line/{line.pk}/").status_code == 404
    assert "Tarek" not in jonas.get(f"/riverside/records/line/{line.pk}/").content.decode()


def test_words_are_said_beside_words_of_the_same_network_only(browser_of, cast, now):
    make.joins(cast.others, cast.jonas)
    elsewhere = make.meeting(cast.others, invited=[cast.jonas], came=[cast.jonas], state="held")
    theirs = make.line(elsewhere, cast.ottilie, "In another room.")
    once = uuid4()
    answer = browser_of("jonas").post(
        at(now, "write"), {"words": "See there.", "once": once, "answers": theirs.pk}
    )
    assert answer.status_code < 500
    assert not models.Line.objects.filter(once=once, answers=theirs).exists()


@pytest.mark.parametrize("deed", ["write", "agree", "open"])
def test_a_mark_of_another_meeting_breaks_nothing_and_writes_nothing_there(
    browser_of, cast, now, deed
):
    client, once = browser_of("jonas"), uuid4()
    client.raise_request_exception = False
    body = {"words": "We eat on Sundays.", "once": once}
    assert client.post(at(now, deed), body).status_code == 302
    with undone() as written:
        answer = client.post(at(cast.first, deed), body)
    assert answer.status_code < 500
    assert [one for one in written if "INSERT" in one] == []


def test_promise_8_practitioners_alone_keep_no_promise(browser_of, cast):
    """A first meeting that Lena begins and closes by herself is no meeting with anybody."""
    caller = make.person(cast.riverside, "Ama")
    contact = make.contact(cast.team, caller, cast.lena, network=cast.network)
    lena, path = browser_of("lena"), f"/riverside/records/meeting/{cast.next.pk}"
    lena.post(f"/riverside/meetings/{cast.next.pk}/begin/")
    lena.post(f"{path}/no-decision/")
    lena.post(f"{path}/close/", {})
    cast.next.refresh_from_db()
    contact.refresh_from_db()
    assert (cast.next.state, contact.ended_at) == ("held", None)


def test_promise_11_no_page_lets_others_write_a_peers_introduction(browser_of, cast):
    """There is no form with such a field yet; a post or a person never carries a history."""
    fields = {f.name for m in (type(cast.sol), type(cast.sol.person)) for f in m._meta.get_fields()}
    assert fields.isdisjoint(
        {"history", "diagnosis", "experience", "introduction", "bio", "health"}
    )
