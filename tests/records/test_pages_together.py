"""Writing, passing round, moving on and closing: the pages while people sit together."""

import re
from uuid import UUID, uuid4

import pytest

from tests.records.together import in_english, once_in, says, text, under_way
from withness.meetings import models as meetings
from withness.meetings.rules.states import State, Step
from withness.records import models
from withness.records.actions import closing, lines
from withness.records.queries import record
from withness.records.rules.states import Circle, Outcome, Yes

pytestmark = pytest.mark.django_db
R = "/riverside/records"


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
    meeting, jonas, edda = under_way(cast), browser_of("jonas"), in_english(browser_of("edda"))
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
    edda = in_english(browser_of("edda"))
    html = text(edda.get(f"{R}/{cast.first.pk}/"))
    assert "Written down by Lena." in html
    assert f"{R}/line/{line}/yes/" in html
    edda.post(f"{R}/line/{line}/yes/")
    assert models.Line.objects.get(pk=line).yes == Yes.PAGE


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
