"""What a line says about somebody else: the mark tells nobody (promise 1)."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests import make
from tests.records.together import in_english, says, text, under_way
from withness.access.rules import NotAllowed
from withness.records import models
from withness.records.actions import about as actions
from withness.records.actions import owning
from withness.records.queries import about, record
from withness.records.rules.reading import Why
from withness.records.rules.states import Circle
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db
R = "/riverside/records"
EVERYBODY = ("mira", "edda", "tarek", "hale", "ruben", "lena", "sol", "pavel", "noor")


def mark(cast, line, name=None, **more):
    person = cast.person(name).pk if name else None
    return actions.mark(line_id=line, person_id=person, by=cast.viewer("jonas"), **more)


def pages(cast, line):
    yield from (
        f"{R}/{cast.first.pk}/", f"{R}/network/{cast.network.pk}/", f"{R}/line/{line}/",
        f"{R}/meeting/{cast.first.pk}/lines/", f"{R}/asked/", "/riverside/days/mine/",
    )  # fmt: skip


def test_promise_1_the_mark_tells_nobody_on_any_page(cast, browser_of):
    line = make.line(cast.first, cast.jonas, "I worry about her.")
    browsers = {name: browser_of(name) for name in EVERYBODY}

    def seen():
        return {
            (name, page): browser.get(page).status_code
            for name, browser in browsers.items()
            for page in pages(cast, line.pk)
        }, "".join(
            text(browser.get(page))
            for browser in browsers.values()
            for page in pages(cast, line.pk)
        )

    seen()
    before, _ = seen()
    events = cast.first.events
    mark(cast, line.pk, name="edda")
    actions.mark(line_id=line.pk, by=cast.viewer("jonas"), name="markerAunt")
    after, html = seen()
    assert after == before
    assert "markerAunt" not in html
    for sentence in ("It speaks about", "It speaks of you", "Say about whom"):
        assert sentence not in html
    cast.first.refresh_from_db()
    assert cast.first.events == events, "no sound in the stream either"
    assert "markerAunt" in text(browser_of("jonas").get(f"{R}/line/{line.pk}/"))


def test_the_trail_of_a_mark_leads_to_no_line_and_no_network(cast):
    line = make.line(cast.first, cast.jonas, "I worry about her.")
    which = mark(cast, line.pk, name="edda")
    entry = Entry.objects.get(deed="records.mark_about")
    assert (entry.about_id, entry.network_id) == (which, None)


def test_nobody_else_marks_or_asks_for_the_marks(cast):
    line = make.line(cast.first, cast.jonas, "I worry about her.")
    which = mark(cast, line.pk, name="edda")
    for name in EVERYBODY:
        viewer = cast.viewer(name)
        assert about.of_line(viewer, line.pk) == ()
        assert about.shown_to(viewer, line.pk) is None
        for deed in (
            partial(actions.mark, line_id=line.pk),
            partial(actions.unmark, about_id=which),
            partial(actions.show, about_id=which),
            partial(actions.let_leave, about_id=which, yes=True),
        ):
            with pytest.raises(NotAllowed):
                deed(by=viewer)


def test_the_writer_alone_shows_it_and_the_other_answers_beside_it(cast, browser_of):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "She hit me.", circle=Circle.ONLY_ME)
    which = mark(cast, line, name="edda")
    assert record.line(cast.viewer("edda"), line) is None
    actions.show(about_id=which, by=cast.viewer("jonas"))
    assert record.line(cast.viewer("edda"), line).why == Why.SPOKEN_OF
    assert record.line(cast.viewer("mira"), line) is None
    answer = says(cast, "edda", meeting, "I was afraid.", answers=line)
    assert record.line(cast.viewer("edda"), answer).answers_id == line
    edda = in_english(browser_of("edda"))
    assert "It speaks of you" in text(edda.get(f"{R}/line/{line}/"))
    owning.close_to(line_id=line, person_id=cast.edda.pk, by=cast.viewer("jonas"))
    assert edda.get(f"{R}/line/{line}/").status_code == 404


def test_what_leaves_leaves_marked_lines_out_unless_both_agree(cast):
    plain, hers, outside, unsaid = (
        make.line(cast.first, cast.jonas, words).pk for words in ("a", "b", "c", "d")
    )
    which = mark(cast, hers, name="edda")
    actions.mark(line_id=outside, by=cast.viewer("jonas"), name="Aunt Ida")
    mark(cast, unsaid)
    everything = [plain, hers, outside, unsaid]
    assert about.marked(everything) == {hers, outside, unsaid}
    actions.let_leave(about_id=which, yes=True, by=cast.viewer("jonas"))
    assert hers in about.marked(everything), "one yes is not two"
    actions.show(about_id=which, by=cast.viewer("jonas"))
    actions.let_leave(about_id=which, yes=True, by=cast.viewer("edda"))
    assert about.marked(everything) == {outside, unsaid}
    actions.let_leave(about_id=which, yes=False, by=cast.viewer("edda"))
    assert hers in about.marked(everything)
    assert about.marked([]) == frozenset()


def test_while_writing_it_is_marked_with_one_tick(cast, browser_of):
    meeting, jonas = under_way(cast), browser_of("jonas")
    once = "0198a000-0000-7000-8000-000000000001"
    answer = jonas.post(
        f"{R}/meeting/{meeting.pk}/write/", {"words": "She hit me.", "once": once, "about": "on"}
    )
    line = models.Line.objects.get(meeting=meeting)
    assert answer["Location"] == f"{R}/line/{line.pk}/#about"
    assert about.marked([line.pk]) == {line.pk}
    jonas.post(f"{R}/line/{line.pk}/about/", {"person": cast.edda.pk})
    (one,) = about.of_line(cast.viewer("jonas"), line.pk)
    assert (one.name, one.can_be_shown) == ("Edda", True)
    jonas.post(f"{R}/line/{line.pk}/about/off/", {"which": one.id})
    assert models.About.objects.count() == 0
    assert line.made_at > timezone.now() - timedelta(minutes=5)
