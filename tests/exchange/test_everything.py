"""A copy of everything that is held about oneself: all of it, for oneself alone, and nobody else's."""

import io
import json
import zipfile
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from tests import make
from withness.delivery.models import Message
from withness.exchange.queries.held import agreed, everything, hard, meeting, own, said
from withness.exchange.words import held as words
from withness.people.models import Person
from withness.records import models as records
from withness.teams.models import Practitioner
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db
ADDRESS = "/riverside/exchange/everything/"
PARTS = (*own.PARTS, *meeting.PARTS, *said.PARTS, *said.LINES, *agreed.PARTS, *hard.PARTS)
# what points at a person and is in no archive, each with its reason
SAME = "the same row's person has a part"
APART = {
    "networks.Membership.practitioner": SAME,
    "meetings.Invitation.practitioner": SAME,
    "meetings.Attendance.practitioner": SAME,
    "records.Spoken.person": "whom the speaker named; what was opened stands in `was_opened_to`",
    "records.About.person": "the mark tells nobody; a line that was shown stands in `line_about`",
}


def keys(question):
    for one in question.children:
        if hasattr(one, "children"):
            yield from keys(one)
        else:
            yield one[0]


def pointers():
    """Every column that points at a person or a practitioner."""
    for table in apps.get_models():
        if not table.__module__.startswith("withness."):
            continue
        for field in table._meta.get_fields():
            if getattr(field, "related_model", None) in (Person, Practitioner) and field.concrete:
                yield table._meta.label, field.name


def test_every_table_that_points_at_a_person_has_its_part(cast):
    one = uuid4()
    told = set()
    for part in PARTS:
        for key in keys(part.theirs(one)):
            told.add((part.table._meta.label, key.split("__")[0].removesuffix("_id")))
            told.add((part.table._meta.label, key.removesuffix("_id")))
    missing = {
        f"{label}.{name}"
        for label, name in pointers()
        if (label, name) not in told and f"{label}.{name}" not in APART
    }
    assert not missing


def test_every_part_has_a_name_in_words_and_is_told_once():
    codes = [part.code for part in PARTS]
    assert len(codes) == len(set(codes))
    assert set(codes) | {"did", "opened"} == set(words.PARTS)


def test_every_field_of_every_part_can_be_read(cast):
    for part in PARTS:
        for field in part.fields:
            table = part.table
            for name in field.split("__"):
                column = table._meta.get_field(name)
                table = column.related_model or table


def unpacked(answer):
    assert answer.status_code == 200
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    return packed.read("everything.html").decode(), json.loads(packed.read("everything.json"))


@pytest.fixture
def words_of_many(cast):
    make.line(cast.first, cast.mira, "mira said this")
    make.line(cast.first, cast.jonas, "jonas said this", circle="only_me")
    make.line(cast.first, cast.jonas, "jonas told mira")
    return cast


def test_everything_is_there_for_oneself(words_of_many, browser_of):
    page, facts = unpacked(browser_of("mira").post(ADDRESS))
    assert facts["form"] == 1
    assert facts["parts"]["person"][0]["name"] == "Mira"
    assert {one["value"] for one in facts["parts"]["reach"]} == {
        "mira@example.net",
        "07700900001",
    }
    assert [one["words"] for one in facts["parts"]["line"]] == ["mira said this"]
    assert "mira said this" in page
    assert "How to reach you" in page


def test_nobody_else_s_words_are_in_it(words_of_many, browser_of):
    page, facts = unpacked(browser_of("mira").post(ADDRESS))
    assert "jonas said" not in page + json.dumps(facts)
    assert "jonas told" not in page + json.dumps(facts)


def test_promise_1_a_line_about_somebody_stays_until_both_agree(cast, browser_of):
    line = make.line(cast.first, cast.mira, "about my brother")
    mark = records.About.objects.create(
        service=cast.riverside, line=line, person=cast.jonas, made_at=timezone.now()
    )
    page, facts = unpacked(browser_of("mira").post(ADDRESS))
    assert "about my brother" not in page + json.dumps(facts)
    assert facts["left_out"] == 1
    for one in (cast.mira, cast.jonas):
        records.Leave.objects.create(
            service=cast.riverside, about=mark, person=one, since_at=timezone.now()
        )
    page, facts = unpacked(browser_of("mira").post(ADDRESS))
    assert "about my brother" in page
    assert facts["left_out"] == 0


def test_what_was_taken_back_is_told_without_its_words(cast, browser_of):
    line = make.line(cast.first, cast.mira, "taken back")
    records.Line.objects.filter(pk=line.pk).update(taken_back_at=timezone.now())
    page, facts = unpacked(browser_of("mira").post(ADDRESS))
    assert "taken back" not in page.replace("taken back at", "")
    assert facts["parts"]["line"][0]["words"] is None


def test_promise_19_staff_who_opened_it_are_named_and_members_are_not(cast, browser_of):
    for who in ("lena", "jonas"):
        browser_of(who).get(f"/riverside/records/{cast.first.pk}/")
    _page, facts = unpacked(browser_of("mira").post(ADDRESS))
    assert {one["who"] for one in facts["parts"]["opened"]} == {"Lena"}


def test_who_left_sees_who_opened_it_until_they_left(cast, browser_of):
    browser_of("lena").get(f"/riverside/records/{cast.first.pk}/")
    _page, facts = unpacked(browser_of("ruben").post(ADDRESS))
    assert "opened" not in facts["parts"]


def test_it_is_in_the_trail_and_told_on_every_way(cast, browser_of):
    browser_of("mira").post(ADDRESS)
    assert (
        Entry.objects.filter(deed="exchange.take_everything", person_id=cast.mira.pk).count() == 1
    )
    told = Message.objects.filter(to=cast.mira, key__startswith="everything:")
    assert {one.way for one in told} == {"mail", "sms"}
    assert not any("everything" in f"{one.subject} {one.body}" for one in told)


@pytest.mark.parametrize("who", [None])
def test_nobody_gets_nothing(cast, browser_of, who):
    assert browser_of(who).get(ADDRESS).status_code == 404
    assert browser_of(who).post(ADDRESS).status_code == 404


def test_practitioners_have_their_own(cast, browser_of):
    _page, facts = unpacked(browser_of("lena").post(ADDRESS))
    assert facts["parts"]["post"][0]["team__name"] == cast.team.name
    assert facts["parts"]["account"][0]["account__email"] == "lena@example.org"
    assert facts["parts"]["hours"]


def test_six_times_a_day_is_too_often(cast, browser_of):
    jonas = browser_of("jonas")
    assert [jonas.post(ADDRESS).status_code for _ in range(6)] == [200] * 5 + [429]


def test_a_page_for_three_hundred_lines_asks_as_much_as_for_one(
    cast, django_assert_max_num_queries
):
    by = cast.viewer("mira")
    for number in range(30):
        make.line(cast.first, cast.mira, f"line {number}")
    with django_assert_max_num_queries(110):
        found = everything.held_about(by, timezone.now())
    assert len(next(part for part in found.parts if part.code == "line").rows) == 30
