"""Who reads a line: people one names, one by one, and no longer; what says why."""

import re

import pytest

from tests.records.together import in_english, says, text, under_way
from withness.access.rules import NotAllowed
from withness.records import models
from withness.records.actions import lines, owning
from withness.records.queries import owned, record
from withness.records.rules import owning as rules
from withness.records.rules.states import Circle, Yes

pytestmark = pytest.mark.django_db
R = "/riverside/records"


def read_by(cast, line):
    return {name for name in cast.who if record.line(cast.viewer(name), line)}


def test_promise_1_named_people_read_a_line_and_one_of_them_no_longer(cast):
    line = says(cast, "jonas", under_way(cast), "For two.", circle=Circle.NAMED)
    assert read_by(cast, line) == {"jonas"}
    for name in ("edda", "sol"):
        owning.open_to(line_id=line, person_id=cast.person(name).pk, by=cast.viewer("jonas"))
    assert read_by(cast, line) == {"jonas", "edda", "sol"}
    owning.close_to(line_id=line, person_id=cast.edda.pk, by=cast.viewer("jonas"))
    assert read_by(cast, line) == {"jonas", "sol"}
    assert [one.name for one in owned.readers(cast.viewer("jonas"), line)] == ["Sol"]
    for name in ("sol", "mira", "edda"):
        assert owned.readers(cast.viewer(name), line) == ()


def test_promise_1_nobody_else_closes_a_line_to_somebody(cast):
    line = says(cast, "jonas", under_way(cast), "For her.", circle=Circle.NAMED)
    owning.open_to(line_id=line, person_id=cast.edda.pk, by=cast.viewer("jonas"))
    for name in ("edda", "mira", "lena", "sol", "noor"):
        with pytest.raises(NotAllowed):
            owning.close_to(line_id=line, person_id=cast.edda.pk, by=cast.viewer(name))
    assert read_by(cast, line) == {"jonas", "edda"}


def test_promise_1_only_me_is_only_me_once_somebody_was_named(cast):
    line = says(cast, "jonas", under_way(cast), "Mine.", circle=Circle.ONLY_ME)
    owning.open_to(line_id=line, person_id=cast.edda.pk, by=cast.viewer("jonas"))
    assert models.Line.objects.get(pk=line).circle == Circle.NAMED
    owning.choose_circle(line_id=line, circle=Circle.ONLY_ME, by=cast.viewer("jonas"))
    assert read_by(cast, line) == {"jonas"}
    owning.choose_circle(line_id=line, circle=Circle.NAMED, by=cast.viewer("jonas"))
    assert read_by(cast, line) == {"jonas"}, "who was named before is named no more"


def test_promise_1_those_who_work_here_name_nobody_instead_of_the_room(cast):
    with pytest.raises(rules.NotBehindBacks):
        says(cast, "lena", under_way(cast), "planted", circle=Circle.NAMED)


def test_somebody_named_is_told_why_and_the_page_lets_the_owner_take_it_back(cast, browser_of):
    meeting, jonas = under_way(cast), browser_of("jonas")
    once = re.search(r'name="once" value="([^"]+)"', text(jonas.get(f"{R}/meeting/{meeting.pk}/")))
    form = {"words": "For mum.", "once": once[1], "circle": "named"}
    answer = jonas.post(f"{R}/meeting/{meeting.pk}/write/", form)
    line = models.Line.objects.get(meeting=meeting).pk
    assert answer["Location"] == f"{R}/line/{line}/#readers"
    assert "Nobody but you reads it yet." in text(jonas.get(f"{R}/line/{line}/"))
    jonas.post(f"{R}/line/{line}/open-to/", {"person": cast.edda.pk})
    html = text(jonas.get(f"{R}/line/{line}/"))
    assert "And by name:" in html
    assert "No longer" in html
    edda = in_english(browser_of("edda"))
    assert "whoever said it opened it to you by name" in text(edda.get(f"{R}/{meeting.pk}/"))
    jonas.post(f"{R}/line/{line}/close-to/", {"person": cast.edda.pk})
    assert edda.get(f"{R}/line/{line}/").status_code == 404
    assert "For mum." not in text(edda.get(f"{R}/{meeting.pk}/"))


def test_every_line_on_every_page_says_why_one_sees_it(cast, browser_of):
    meeting = under_way(cast)
    says(cast, "jonas", meeting, "In the room.")
    says(cast, "jonas", meeting, "For all.", circle=Circle.NETWORK)
    pages = (f"{R}/{meeting.pk}/", f"{R}/network/{cast.network.pk}/", f"{R}/meeting/{meeting.pk}/")
    for name, reasons in {
        "jonas": ["these are your own words"] * 2,
        "mira": ["you were at this meeting"] * 2,
        "tarek": ["you belong to this network"],
    }.items():
        browser = in_english(browser_of(name))
        for page in pages:
            html = text(browser.get(page))
            assert html.count("<summary>Why do I see this?</summary>") == len(reasons), (name, page)
            assert re.findall(r"You see this because (.+?)(?:\.|,)", html) == reasons


def test_promise_3_a_yes_in_the_room_is_noted_only_where_both_were_there(cast):
    meeting = under_way(cast)  # Edda is not here
    line = lines.write_for(
        meeting_id=meeting.pk, speaker_id=cast.edda.pk, words="Stay.", once=meeting.pk,
        by=cast.viewer("lena"),
    )  # fmt: skip
    with pytest.raises(rules.NotInTheRoom):
        owning.note_yes(line_id=line, how=Yes.ROOM, by=cast.viewer("lena"))
    owning.note_yes(line_id=line, how=Yes.TELEPHONE, by=cast.viewer("lena"))
    assert models.Line.objects.get(pk=line).yes == Yes.TELEPHONE
