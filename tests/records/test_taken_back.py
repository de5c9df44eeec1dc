"""What was taken back: sealed at once from everybody, kept, and then destroyed (promise 21)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests import make
from tests.records.together import says, text, under_way
from withness.records import models, tasks
from withness.records.actions import about, owning
from withness.records.queries import owned, record
from withness.records.rules import owning as rules
from withness.records.rules.states import Circle
from withness.service import models as services
from withness.service.actions import law

pytestmark = pytest.mark.django_db
R = "/riverside/records"
MARK = "markerTakenBack"
BEFORE = "markerBefore"
BELONG = ("mira", "jonas", "edda", "tarek", "hale", "lena", "sol")


@pytest.fixture
def gone(cast):
    """A line of Jonas's that was changed, opened by name, marked, answered, and taken back."""
    line = make.line(cast.first, cast.jonas, BEFORE, circle=Circle.NETWORK)
    answer = make.line(cast.first, cast.mira, "I heard it.", answers=line)
    assert answer.answers_id == line.pk
    owning.change(line_id=line.pk, words=MARK, by=cast.viewer("jonas"))
    owning.open_to(line_id=line.pk, person_id=cast.tarek.pk, by=cast.viewer("jonas"))
    about.mark(line_id=line.pk, person_id=cast.edda.pk, by=cast.viewer("jonas"))
    owning.take_back(line_id=line.pk, by=cast.viewer("jonas"))
    return line


def test_promise_21_taken_back_words_stand_on_no_page_of_anybody(cast, gone, browser_of):
    pages = (f"{R}/{cast.first.pk}/", f"{R}/network/{cast.network.pk}/", f"{R}/line/{gone.pk}/")
    for name in (*BELONG, "ruben", "pavel", "noor"):
        for page in (*pages, "/riverside/days/mine/", "/riverside/days/"):
            html = text(browser_of(name).get(page))
            assert MARK not in html, (name, page)
            assert BEFORE not in html, (name, page)
    html = text(browser_of("jonas").get(f"{R}/line/{gone.pk}/"))
    assert "You took this back on" in html, "the owner still sees that it was theirs"
    assert "Open it wider" not in html
    assert owned.earlier_wordings(record.line(cast.viewer("jonas"), gone.pk)) == ()
    assert text(browser_of("mira").get(pages[0])).count("I heard it.") == 1


def keep(cast, days):
    services.Fact.objects.filter(rule="retention.taken_back").delete()
    if days is not None:
        law.write(service_id=cast.riverside.pk, jurisdiction="england")
        services.Fact.objects.filter(rule="retention.taken_back").update(kind="days", number=days)


def bytes_of(line):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT words FROM records_line WHERE id = %s",
            [line.pk if connection.features.has_native_uuid_field else line.pk.hex],
        )
        return bytes(cursor.fetchone()[0])


def test_promise_21_it_is_kept_as_long_as_the_law_asks_and_then_destroyed(cast, gone, browser_of):
    keep(cast, 30)
    now, sealed = timezone.now(), bytes_of(gone)
    assert tasks.destroy(now + timedelta(days=29)) == 0
    assert bytes_of(gone) == sealed
    assert tasks.destroy(now + timedelta(days=31)) == 1
    assert tasks.destroy(now + timedelta(days=32)) == 0
    row = models.Line.objects.get(pk=gone.pk)
    assert (row.words, row.destroyed_at is not None) == ("", True)
    assert len(bytes_of(gone)) < len(sealed)
    for table in (models.Wording, models.Reader, models.About):
        assert not table.objects.filter(line=gone).exists()
    html = text(browser_of("jonas").get(f"{R}/line/{gone.pk}/"))
    assert "The words are gone." in html
    assert text(browser_of("mira").get(f"{R}/{cast.first.pk}/")).count("I heard it.") == 1


def test_where_the_law_of_the_place_says_nothing_nothing_is_destroyed(cast, gone):
    keep(cast, None)
    assert tasks.destroy(timezone.now() + timedelta(days=36_500)) == 0
    assert models.Line.objects.get(pk=gone.pk).words == MARK


def test_only_what_was_taken_back_is_ever_destroyed(cast):
    keep(cast, 1)
    line = make.line(cast.first, cast.jonas, "Stays.")
    tasks.destroy(timezone.now() + timedelta(days=10_000))
    assert models.Line.objects.get(pk=line.pk).words == "Stays."


def test_promise_12_a_practitioner_takes_back_what_tells_of_their_own_life_in_the_open(
    cast, browser_of
):
    meeting, sol = under_way(cast), browser_of("sol")
    line = says(cast, "sol", meeting, MARK)
    with pytest.raises(rules.CorrectedNotRemoved):
        owning.take_back(line_id=line, by=cast.viewer("sol"))
    assert "Do these words tell of your own life?" in text(sol.get(f"{R}/line/{line}/take-back/"))
    sol.post(f"{R}/line/{line}/take-back/")
    for name in ("mira", "jonas", "lena"):
        html = text(browser_of(name).get(f"{R}/{meeting.pk}/"))
        assert "Sol took back words about their own life on" in html
        assert MARK not in html
    assert MARK not in text(sol.get(f"{R}/line/{line}/"))


def test_a_member_s_taken_back_line_leaves_no_mark(cast, browser_of):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, MARK)
    owning.take_back(line_id=line, by=cast.viewer("jonas"))
    for name in ("mira", "lena"):
        assert "took back" not in text(browser_of(name).get(f"{R}/{meeting.pk}/"))
