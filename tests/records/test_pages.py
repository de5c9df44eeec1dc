"""The pages of the record, from the side of everybody, and what must not be shown."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import coming_in, make
from tests.records.together import says, text, under_way
from withness.access import policy
from withness.meetings import models as meetings
from withness.meetings.rules.states import State
from withness.people.rules import Purpose
from withness.records import models
from withness.records.actions import lines, owning
from withness.records.queries import page
from withness.records.rules.states import Circle, Yes
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db
R = "/riverside/records"
EVERYBODY = (
    None, "mira", "jonas", "edda", "tarek", "hale", "ruben", "ottilie",
    "lena", "sol", "pavel", "ines", "noor",
)  # fmt: skip


def test_everybody_s_pages_open(cast, browser_of):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "I was angry.")
    paths = ("", "write/", "for/", "pass/", "here/", "agree/", "open/", "next/", "close/", "lines/")
    for name in ("mira", "jonas", "edda", "lena", "sol"):
        browser = browser_of(name)
        for path in paths:
            answer = browser.get(f"{R}/meeting/{meeting.pk}/{path}")
            assert answer.status_code == 200, (name, path)
        for path in (f"{cast.first.pk}/", f"{meeting.pk}/", f"network/{cast.network.pk}/"):
            assert browser.get(f"{R}/{path}").status_code == 200, (name, path)
    assert browser_of("jonas").get(f"{R}/line/{line}/").status_code == 200


def test_for_everybody_else_there_is_nothing(cast, browser_of):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "planted")
    addresses = [
        f"{R}/{meeting.pk}/", f"{R}/network/{cast.network.pk}/", f"{R}/line/{line}/",
        f"{R}/live/{meeting.pk}/", f"{R}/line/{line}/change/", f"{R}/line/{line}/take-back/",
        *(f"{R}/meeting/{meeting.pk}/{path}" for path in (
            "", "lines/", "write/", "for/", "pass/", "here/", "agree/", "open/", "next/", "close/",
            f"pass/{cast.jonas.pk}/",
        )),
    ]  # fmt: skip
    absent = text(browser_of(None).get(f"{R}/{uuid4()}/"))
    for name in (None, "hale", "ottilie", "pavel", "ines", "noor"):
        for address in addresses:
            answer = browser_of(name).get(address)
            assert (answer.status_code, text(answer)) == (404, absent), (name, address)


def test_promise_1_planted_words_are_found_on_no_page_of_who_may_not_read_them(cast, browser_of):
    meeting = under_way(cast, came=("mira", "jonas", "lena", "sol", "hale"))
    says(cast, "jonas", meeting, "marker-room")
    says(cast, "jonas", meeting, "marker-network", circle=Circle.NETWORK)
    says(cast, "jonas", meeting, "marker-practitioners", circle=Circle.PRACTITIONERS)
    says(cast, "jonas", meeting, "marker-onlyme", circle=Circle.ONLY_ME)
    says(cast, "jonas", meeting, "marker-kept", share=False)
    gone = says(cast, "jonas", meeting, "marker-takenback")
    owning.take_back(line_id=gone, by=cast.viewer("jonas"))
    changed = says(cast, "jonas", meeting, "marker-before")
    owning.change(line_id=changed, words="marker-after", by=cast.viewer("jonas"))
    named = says(cast, "jonas", meeting, "marker-named", circle=Circle.ONLY_ME)
    owning.open_to(line_id=named, person_id=cast.edda.pk, by=cast.viewer("jonas"))
    told = {"by_telephone": True, "said_yes": Yes.TELEPHONE}
    for words, more in (("marker-told", told), ("marker-waits", {})):
        lines.write_for(
            meeting_id=meeting.pk, speaker_id=cast.edda.pk, words=words, once=uuid4(),
            by=cast.viewer("lena"), **more,
        )  # fmt: skip
    there = {"room", "network", "after", "waits"}
    own = {"room", "network", "practitioners", "onlyme", "kept", "after", "named"}
    reads = dict.fromkeys(EVERYBODY, frozenset()) | {
        "jonas": own | {"waits"},
        "mira": there,
        "hale": there,
        "lena": there | {"practitioners", "told"},
        "sol": there | {"practitioners"},
        "edda": {"network", "named", "told", "waits"},
        "tarek": {"network"},
    }
    every_line = list(models.Line.objects.filter(meeting=meeting).values_list("pk", flat=True))
    for name in EVERYBODY:
        browser = browser_of(name)
        for kind, addresses in {
            "record": [f"{R}/{meeting.pk}/"],
            "network": [f"{R}/network/{cast.network.pk}/"],
            "together": [f"{R}/meeting/{meeting.pk}/"],
            "fragment": [f"{R}/meeting/{meeting.pk}/lines/"],
            "lines": [f"{R}/line/{one}/" for one in every_line],
            "beside": [f"{R}/meeting/{meeting.pk}/write/?beside={one}" for one in every_line],
        }.items():
            html = "".join(text(browser.get(address)) for address in addresses)
            found = set(re.findall(r"marker-(\w+)", html))
            wanted = set(reads[name])
            if kind == "lines" and name == "jonas":
                wanted |= {"before"}
            assert found == wanted, (name, kind)


def test_who_has_left_reads_their_own_words_and_no_others(cast, browser_of):
    make.line(cast.first, cast.ruben, "marker-his")
    make.line(cast.first, cast.jonas, "marker-others")
    ruben = browser_of("ruben")
    for address in (f"{R}/{cast.first.pk}/", f"{R}/network/{cast.network.pk}/"):
        html = text(ruben.get(address))
        assert set(re.findall(r"marker-(\w+)", html)) == {"his"}
        for name in ("Mira", "Jonas", "Lena", "Edda"):
            assert name not in html


def test_promise_4_all_lines_stand_alike_in_order_of_speaking(cast, browser_of):
    meeting = under_way(cast)
    for name in ("sol", "mira", "lena", "jonas"):
        says(cast, name, meeting, f"words of {name}")
    for viewer in ("mira", "jonas", "lena"):
        html = text(browser_of(viewer).get(f"{R}/{meeting.pk}/"))
        assert re.findall(r"words of (\w+)", html) == ["sol", "mira", "lena", "jonas"]
        assert (
            len(
                set(
                    re.findall(
                        r"<(?:article|blockquote|h2) class=\"(?:line|words|who)\"[^>]*",
                        re.sub(r' id="line-[^"]+"', "", html),
                    )
                )
            )
            == 3
        )


def test_promise_19_reading_is_written_into_the_trail(cast, browser_of):
    browser_of("sol").get(f"{R}/{cast.first.pk}/")
    entry = Entry.objects.get(deed="records.read", person_id=cast.sol.person.pk)
    assert (entry.about_id, entry.network_id) == (cast.first.pk, cast.network.pk)


def test_the_trail_names_the_right_that_the_policy_gave(cast):
    make.line(cast.first, cast.ruben, "His.")
    guest = under_way(cast, came=("mira", "hale"))
    for name, meeting in (
        ("mira", cast.first),
        ("sol", cast.first),
        ("ruben", cast.first),
        ("hale", guest),
    ):
        viewer = cast.viewer(name)
        right = policy.require(viewer, "records.open", meetings.Meeting.objects.get(pk=meeting.pk))
        assert page.head(viewer, meeting.pk).right == right.name


def test_who_joined_later_is_not_told_who_sat_there_before(cast, browser_of):
    html = text(browser_of("tarek").get(f"{R}/{cast.first.pk}/"))
    assert "Ruben" not in html
    assert "At home" not in html


def held(cast, count):
    for number in range(count):
        meeting = make.meeting(
            cast.network,
            came=[cast.mira, cast.jonas, cast.lena],
            invited=[cast.edda],
            state=State.HELD,
        )
        make.line(meeting, cast.jonas, f"line {number}")
        make.line(meeting, cast.mira, f"beside {number}")


@pytest.mark.parametrize("name", ["mira", "lena"])
def test_one_meeting_and_thirty_need_the_same_few_queries(cast, browser_of, name):
    browser, address = browser_of(name), f"{R}/network/{cast.network.pk}/"
    held(cast, 1)
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    held(cast, 29)
    with CaptureQueriesContext(connection) as many:
        html = text(browser.get(address))
    assert html.count('class="line"') == 20
    assert len(many) <= len(few) <= 15
    last = re.search(r'href="(\?before=\d+)"', html)[1]
    assert browser.get(address + last).status_code == 200
    for odd in ("?before=", "?before=x", "?before=-1", "?before=" + "9" * 40, "?before=²"):
        assert browser.get(address + odd).status_code == 200


@pytest.mark.parametrize("name", ["mira", "lena"])
def test_a_record_and_the_page_of_a_meeting_need_few_queries(cast, browser_of, name):
    meeting, browser = under_way(cast), browser_of(name)
    for number in range(10):
        says(cast, "jonas", meeting, f"line {number}")
    for address, most in ((f"{R}/{cast.first.pk}/", 15), (f"{R}/meeting/{meeting.pk}/", 20)):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        assert len(asked) <= most, (address, len(asked))


def test_a_place_by_ones_work_opens_nothing_to_whoever_comes_by_a_personal_link(cast):
    """promise 4: neither beside the work nor after it, also where nobody said goodbye yet."""
    make.line(cast.first, cast.jonas, "markerWork", circle="network")
    own = make.line(cast.first, cast.lena.person, "markerOwn")
    lena = coming_in.client_of(cast.lena.person, Purpose.MEMBER, cast.network.pk)
    for path in (f"{R}/{cast.first.pk}/", f"{R}/network/{cast.network.pk}/"):
        assert "markerWork" not in lena.get(path).content.decode()
    assert "markerOwn" in text(lena.get(f"{R}/line/{own.pk}/"))
