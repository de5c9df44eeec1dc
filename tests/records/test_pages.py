"""The pages of the record, from the side of everybody, and what must not be shown."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.records.together import says, under_way
from withness.access import policy
from withness.meetings import models as meetings
from withness.meetings.rules.states import State, Step
from withness.records import models
from withness.records.actions import closing, lines, owning
from withness.records.queries import page, record
from withness.records.rules.states import Circle, Outcome, Yes
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db
R = "/riverside/records"
EVERYBODY = (
    None, "mira", "jonas", "edda", "tarek", "hale", "ruben", "ottilie",
    "lena", "sol", "pavel", "ines", "noor",
)  # fmt: skip


def text(answer):
    return answer.content.decode()


def once_in(html):
    return re.search(r'name="once" value="([^"]+)"', html)[1]


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
    own = {"room", "network", "practitioners", "onlyme", "kept", "takenback", "after", "named"}
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


def test_promise_1_the_page_says_who_will_read_before_anything_is_written(cast, browser_of):
    meeting = under_way(cast)
    address = f"{R}/meeting/{meeting.pk}/"
    assert "Those who are here now and Mira will read them" in text(
        browser_of("jonas").get(address)
    )
    mine = text(browser_of("mira").get(address))
    assert "Those who are here now will read them" in mine
    assert "Only you" in mine
    assert "Keep it for myself" in mine
    hers = text(browser_of("lena").get(address))
    assert "Only you" not in hers
    assert "Keep it for myself" not in hers


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


def test_a_line_is_written_without_a_script(cast, browser_of):
    meeting = under_way(cast)
    jonas = browser_of("jonas")
    address = f"{R}/meeting/{meeting.pk}/write/"
    mark = once_in(text(jonas.get(address)))
    for _ in range(3):
        answer = jonas.post(address, {"words": "I was angry.", "once": mark})
        assert answer.headers["Location"] == f"{R}/meeting/{meeting.pk}/"
    assert text(browser_of("mira").get(f"{R}/meeting/{meeting.pk}/")).count("I was angry.") == 1


def test_too_many_words_come_back_whole_with_a_kind_sentence(cast, browser_of):
    meeting = under_way(cast)
    words = "w" * 1_000_000
    answer = browser_of("jonas").post(
        f"{R}/meeting/{meeting.pk}/write/", {"words": words, "once": uuid4()}
    )
    assert answer.status_code == 422
    assert words in text(answer)
    assert "980000 characters more than fit" in text(answer)
    assert not models.Line.objects.filter(meeting=meeting).exists()


def test_other_words_from_the_same_page_are_shown_again_with_a_new_mark(cast, browser_of):
    meeting, jonas, mark = under_way(cast), browser_of("jonas"), str(uuid4())
    address = f"{R}/meeting/{meeting.pk}/write/"
    jonas.post(address, {"words": "First.", "once": mark})
    again = jonas.post(address, {"words": "Second.", "once": mark})
    assert again.status_code == 422
    assert "Second." in text(again)
    assert once_in(text(again)) != mark
    jonas.post(address, {"words": "Second.", "once": once_in(text(again))})
    seen = record.lines_of_meeting(cast.viewer("mira"), meeting.pk)
    assert [line.words for line in seen] == ["First.", "Second."]


@pytest.mark.parametrize("once", ["", "no-mark", None])
def test_a_form_without_its_mark_writes_nothing(cast, browser_of, once):
    meeting = under_way(cast)
    form = {"words": "x"} | ({} if once is None else {"once": once})
    answer = browser_of("jonas").post(f"{R}/meeting/{meeting.pk}/write/", form)
    assert answer.status_code == 422
    assert not models.Line.objects.filter(meeting=meeting).exists()


def test_promise_23_one_device_goes_round_and_each_page_is_empty(cast, browser_of):
    meeting = under_way(cast)
    says(cast, "jonas", meeting, "marker-before")
    says(cast, "jonas", meeting, "marker-kept", share=False)
    jonas = browser_of("jonas")
    turn = text(jonas.get(f"{R}/meeting/{meeting.pk}/pass/{cast.mira.pk}/"))
    assert "marker" not in turn
    assert "Jonas" not in turn
    assert "Mira" in turn
    form = {"words": "Ask me, even if I do not answer.", "once": once_in(turn)}
    answer = jonas.post(f"{R}/meeting/{meeting.pk}/pass/{cast.mira.pk}/", form)
    assert answer.headers["Location"] == f"{R}/meeting/{meeting.pk}/pass/"
    assert "Ask me" not in text(jonas.get(f"{R}/meeting/{meeting.pk}/pass/"))
    line = record.lines_of_meeting(cast.viewer("mira"), meeting.pk)[-1]
    assert (line.speaker, line.writer, line.yes) == ("Mira", "Jonas", Yes.ROOM)
    own = text(jonas.get(f"{R}/meeting/{meeting.pk}/pass/{cast.jonas.pk}/"))
    assert "marker" not in own
    assert jonas.get(f"{R}/meeting/{meeting.pk}/pass/{cast.edda.pk}/").status_code == 404


def test_promise_23_during_the_talking_the_page_rests(cast, browser_of):
    meeting = under_way(cast, step=Step.TALKING)
    says(cast, "jonas", meeting, "marker")
    html = text(browser_of("mira").get(f"{R}/meeting/{meeting.pk}/"))
    assert "This page is resting." in html
    assert "Look at each other." in html
    assert "Keep a few words" in html
    assert "marker" not in html
    assert "<textarea" not in html


def test_anybody_who_is_here_moves_on_and_nobody_else(cast, browser_of):
    meeting = under_way(cast, step=Step.OPENING)
    address = f"{R}/meeting/{meeting.pk}/step/"
    assert browser_of("edda").post(address, {"step": "talking"}).status_code == 404
    assert browser_of("jonas").post(address, {"step": "talking"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.step == Step.TALKING


def test_those_here_say_who_else_came_and_two_can_say_it_at_once(cast, browser_of):
    meeting = under_way(cast, step=Step.GATHERING)
    jonas, address = browser_of("jonas"), f"{R}/meeting/{meeting.pk}/came/"
    came = f"came_{cast.edda.pk}", f"was_{cast.edda.pk}"
    untouched = {f"came_{cast.lena.person.pk}": "missed", f"was_{cast.lena.person.pk}": "missed"}
    jonas.post(address, {came[0]: "telephone", came[1]: "", **untouched})
    rows = dict(
        meetings.Attendance.objects.filter(meeting=meeting).values_list("person_id", "came")
    )
    assert rows[cast.edda.pk] == "telephone"
    assert rows[cast.lena.person.pk] == "room", "what was not changed on this page stays"
    strange = {f"came_{cast.ottilie.pk}": "room", "came_nobody": "room", f"came_{uuid4()}": "gone"}
    assert jonas.post(address, strange).status_code == 302
    assert not meetings.Attendance.objects.filter(meeting=meeting, person=cast.ottilie).exists()


def test_a_meeting_is_closed_from_its_page_and_only_with_an_outcome(cast, browser_of):
    meeting, jonas = under_way(cast), browser_of("jonas")
    address = f"{R}/meeting/{meeting.pk}"
    refused = jonas.post(f"{address}/close/", {})
    assert refused.status_code == 422
    assert "No decision today" in text(refused)
    agreement = {"words": "He stays on Thursday.", "who": "Jonas", "by_when": "", "once": uuid4()}
    assert jonas.post(f"{address}/agree/", agreement).status_code == 302
    jonas.post(f"{address}/open/", {"words": "What woke her?", "once": uuid4()})
    jonas.post(f"{address}/next/", {"agreed": "nothing", "words": ""})
    closed = jonas.post(f"{address}/close/", {"reflected": "on"})
    assert closed.headers["Location"] == f"{R}/{meeting.pk}/"
    html = text(browser_of("mira").get(f"{R}/{meeting.pk}/"))
    for words in (
        "He stays on Thursday.",
        "What woke her?",
        "Nothing agreed.",
        "talked with each other",
    ):
        assert words in html
    assert jonas.get(f"{address}/").headers["Location"] == f"{R}/{meeting.pk}/"
    meeting.refresh_from_db()
    assert meeting.state == State.HELD
    ended = record.closings([meeting.pk])[meeting.pk]
    assert (ended.outcome, ended.reflected) == (Outcome.AGREED, True)


def test_promise_17_what_stayed_open_comes_up_in_the_next_meeting(cast, browser_of):
    closing.wonder(
        meeting_id=cast.first.pk, words="What woke her?", once=uuid4(), by=cast.viewer("mira")
    )
    meeting, jonas = under_way(cast), browser_of("jonas")
    html = text(jonas.get(f"{R}/meeting/{meeting.pk}/"))
    assert "Open since an earlier meeting" in html
    which = re.search(r'name="which" value="([^"]+)"', html)[1]
    jonas.post(f"{R}/meeting/{meeting.pk}/let-go/", {"which": which})
    assert "What woke her?" not in text(jonas.get(f"{R}/meeting/{meeting.pk}/"))
    assert "Let go since then." in text(jonas.get(f"{R}/{cast.first.pk}/"))


def test_owners_change_open_and_take_back_from_the_page_of_their_line(cast, browser_of):
    meeting, jonas, edda = under_way(cast), browser_of("jonas"), browser_of("edda")
    line = says(cast, "jonas", meeting, "I was angry.")
    address = f"{R}/line/{line}"
    assert edda.get(f"{address}/").status_code == 404
    jonas.post(f"{address}/change/", {"words": "I was afraid."})
    jonas.post(f"{address}/open-to/", {"person": cast.edda.pk})
    html = text(edda.get(f"{address}/"))
    assert "I was afraid." in html
    assert "Said differently on" in html
    assert "opened it to you by name" in html
    assert "I was angry." not in html
    assert "I was angry." in text(jonas.get(f"{address}/"))
    jonas.post(f"{address}/readers/", {"circle": "network"})
    assert models.Line.objects.get(pk=line).circle == Circle.NETWORK
    assert "Take it back" in text(jonas.get(f"{address}/take-back/"))
    jonas.post(f"{address}/take-back/")
    assert edda.get(f"{address}/").status_code == 404
    for path in ("change/", "take-back/", "readers/", "open-to/", "yes/", "heard/"):
        assert (
            edda.post(
                f"{address}/{path}",
                {"words": "x", "circle": "room", "person": cast.edda.pk, "how": "room"},
            ).status_code
            == 404
        ), path


def test_promise_3_her_page_asks_for_her_yes(cast, browser_of):
    line = lines.write_for(
        meeting_id=cast.first.pk, speaker_id=cast.edda.pk, words="Stay.", once=uuid4(),
        by=cast.viewer("lena"),
    )  # fmt: skip
    edda = browser_of("edda")
    html = text(edda.get(f"{R}/{cast.first.pk}/", headers={"accept-language": "en"}))
    assert "Written down by Lena." in html
    assert f"{R}/line/{line}/yes/" in html
    edda.post(f"{R}/line/{line}/yes/")
    assert models.Line.objects.get(pk=line).yes == Yes.PAGE


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


def test_odd_ids_and_numbers_are_absent_or_harmless(cast, browser_of):
    meeting, jonas = under_way(cast), browser_of("jonas")
    address = f"{R}/meeting/{meeting.pk}"
    for after in ("x", "-1", "9" * 30, "²", ""):
        assert jonas.get(f"{address}/lines/?after={after}").status_code == 200
    assert jonas.get(f"{address}/write/?beside=x").status_code == 200
    assert jonas.get(f"{address}/write/?beside={UUID(int=0)}").status_code == 200
    assert jonas.post(f"{address}/strike/", {"which": "x"}).status_code == 404
    assert jonas.post(f"{address}/let-go/", {"which": uuid4()}).status_code == 404
    answer = jonas.post(f"{address}/write/", {"words": "x", "once": uuid4(), "answers": uuid4()})
    assert answer.status_code == 404
