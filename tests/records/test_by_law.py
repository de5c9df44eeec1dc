"""What a broken glass and a lawful demand open: to read, in their own bounds, and never to write."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django_scopes import scopes_disabled

from tests import make
from withness.access import policy
from withness.access.rules import NotAllowed
from withness.meetings.models import Meeting
from withness.records import models
from withness.records.actions import closing, lines, owning
from withness.records.queries import page, record
from withness.records.rules.reading import Why
from withness.records.rules.states import Circle, Yes
from withness.values.rules.viewer import Demand

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoken(cast):
    """Something in every circle, said at the first meeting."""
    found = {c: make.line(cast.first, cast.jonas, f"said {c}", circle=c) for c in Circle}
    found["kept"] = make.line(cast.first, cast.jonas, "kept", shared=False)
    found["waits"] = make.line(
        cast.first, cast.edda, "waits", written_by=cast.lena.person, yes=Yes.NOT_YET
    )
    found["back"] = make.line(
        cast.first, cast.jonas, "taken back", taken_back_at=cast.first.starts_at
    )
    return found


def with_glass(cast, name="noor"):
    return replace(cast.viewer(name), glass=frozenset({cast.network.pk}))


def with_demand(cast, days_before=1, days_after=1, network=None):
    at = cast.first.starts_at
    demand = Demand(
        network or cast.network.pk,
        at - timedelta(days=days_before),
        at + timedelta(days=days_after),
    )
    return replace(cast.viewer("noor"), demands=(demand,))


def reads(viewer, cast):
    return {(line.words, line.why) for line in record.lines_of_meeting(viewer, cast.first.pk)}


def test_broken_glass_opens_what_a_practitioner_there_would_read(cast, spoken):
    assert reads(cast.viewer("noor"), cast) == set()
    opened = (Circle.ROOM, Circle.NETWORK, Circle.PRACTITIONERS)
    assert reads(with_glass(cast), cast) == {(f"said {one}", Why.GLASS) for one in opened}
    other = replace(cast.viewer("noor"), glass=frozenset({cast.others.pk}))
    assert reads(other, cast) == set()


def test_promise_21_a_demand_opens_what_was_shared_in_its_time_and_no_more(cast, spoken):
    shared = {f"said {one}" for one in Circle if one != Circle.ONLY_ME} | {"waits", "taken back"}
    assert reads(with_demand(cast), cast) == {(words, Why.DEMAND) for words in shared}
    assert reads(with_demand(cast, days_before=9, days_after=0), cast) == set(), "not its end"
    assert reads(with_demand(cast, network=cast.others.pk), cast) == set()


def test_whoever_reads_by_law_changes_and_writes_nothing(cast, spoken):
    line, meeting = spoken[Circle.ROOM].pk, cast.first.pk
    deeds = (
        partial(lines.write, meeting_id=meeting, words="x", once=uuid4()),
        partial(closing.agree, meeting_id=meeting, words="x", once=uuid4()),
        partial(owning.change, line_id=line, words="x"),
        partial(owning.take_back, line_id=line),
        partial(owning.open_to, line_id=line, person_id=cast.edda.pk),
        partial(owning.say_yes, line_id=line),
    )
    for viewer in (with_glass(cast), with_demand(cast)):
        for deed in deeds:
            with pytest.raises(NotAllowed):
                deed(by=viewer)


def test_the_record_that_is_opened_says_by_which_right_and_nothing_of_who_was_there(cast, spoken):
    for viewer, right in (
        (with_glass(cast), "broke_the_glass+has_begun"),
        (with_demand(cast), "lawful_demand"),
    ):
        head = page.head(viewer, cast.first.pk)
        assert (head.right, head.by_law, head.belongs, head.had_part) == (right, True, False, False)
        assert page.present([head]) == {}
        with pytest.raises(NotAllowed):
            page.head(viewer, cast.next.pk)


def test_the_rule_and_the_filter_agree_about_meetings_and_endings(cast, spoken):
    own = {
        "service": cast.riverside, "network": cast.network, "meeting": cast.first,
        "written_by": cast.jonas, "made_at": cast.first.starts_at,
    }  # fmt: skip
    models.Agreement.objects.create(**own, words="We eat.", number=90, once=uuid4())
    models.OpenQuestion.objects.create(**own, words="And then?", number=91, once=uuid4())
    viewers = [with_glass(cast), with_demand(cast), with_demand(cast, days_before=9, days_after=0)]
    viewers += [cast.viewer(name) for name in cast.who] + [with_glass(cast, "lena")]
    with scopes_disabled():
        for viewer in viewers:
            for deed, table in (
                ("records.open", Meeting), ("records.hold_back", Meeting),
                ("records.write", Meeting), ("records.read_agreement", models.Agreement),
                ("records.read_question", models.OpenQuestion),
            ):  # fmt: skip
                rows = list(table.objects.all())
                by_rule = {row.pk for row in rows if policy.may(viewer, deed, row)}
                found = policy.open_to(viewer, deed, table.objects.all())
                assert by_rule == set(found.values_list("pk", flat=True)), deed
