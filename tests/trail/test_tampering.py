"""Somebody owns the tables and has taken the triggers away: whatever they change is found."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trail.conftest import Story
from withness.trail import models, rules
from withness.trail.queries import chain

pytestmark = pytest.mark.timeout(300)


def told(story):
    """Three batches of three, a month ago."""
    for batch in range(3):
        for minute in range(3):
            story.entry(batch * 10 + minute)
        story.seal(batch * 10 + 5)
    story.entry(5 * 24 * 60)  # so that what is older cannot come late any more
    story.seal(5 * 24 * 60 + 1)
    return story


@pytest.fixture
def sealed(naked_story):
    return told(naked_story)


def a_later_seal(story, **changed):
    """Make a seal anew, as somebody without the keys can: its head fits, its mark cannot."""
    seal = story.seals[1]
    for name, value in changed.items():
        setattr(seal, name, value)
    columns = {name: getattr(seal, name) for name in rules.SealFact.__dataclass_fields__}
    columns["members"] = bytes(columns["members"])
    seal.head = rules.head_of(rules.SealFact(**columns))
    seal.save()


def test_a_whole_trail_is_whole(sealed):
    walked = sealed.walk()
    assert (walked.entries, walked.seals, walked.findings) == (10, 4, [])


@pytest.mark.parametrize(
    "changed",
    [
        {"person_id": uuid4()},
        {"practitioner_id": uuid4()},
        {"deed": "networks.know"},
        {"right": "broke_the_glass"},
        {"about_id": uuid4()},
        {"network_id": uuid4()},
        {"network_id": None},
        {"once": "f" * 64},
        {"at": timezone.now() - timedelta(days=29, hours=23)},
    ],
    ids="-".join,
)
def test_an_altered_entry_is_found(sealed, changed):
    models.Entry.objects.filter(pk=sealed.entries[4].pk).update(**changed)
    [finding] = sealed.walk().findings
    assert (finding.what, finding.first, finding.last, finding.count) == ("altered", 2, 2, 3)


def test_a_removed_entry_is_found(sealed):
    gone = sealed.entries[4]
    models.Entry.objects.filter(pk=gone.pk).delete()
    [finding] = sealed.walk().findings
    assert (finding.what, finding.first, finding.count) == ("removed", 2, 1)
    assert finding.since == rules.made_at(gone.pk)


def test_an_inserted_entry_is_found(sealed):
    stray = sealed.entry(11)
    [finding] = sealed.walk().findings
    assert (finding.what, finding.count, finding.since) == ("inserted", 1, rules.made_at(stray.pk))
    sealed.seal(6 * 24 * 60)
    assert sealed.found() == {"inserted"}, "no later seal takes it in"


def test_an_entry_that_says_another_day_than_its_own_is_found(sealed):
    sealed.entry(7 * 24 * 60, at=sealed.begun)
    sealed.seal(7 * 24 * 60 + 1)
    assert sealed.found() == {"backdated"}


def test_two_entries_that_changed_places_are_found(sealed):
    """Their ids stay, everything else is the other's."""
    one, other = sealed.entries[3], sealed.entries[4]
    kept = one.person_id
    models.Entry.objects.filter(pk=one.pk).update(person_id=other.person_id)
    models.Entry.objects.filter(pk=other.pk).update(person_id=kept)
    assert sealed.found() == {"altered"}


def test_a_removed_seal_is_found(sealed):
    sealed.seals.filter(number=2).delete()
    findings = {str(one.what): one for one in sealed.walk().findings}
    assert findings.keys() == {"seal_removed", "inserted"}
    assert (findings["seal_removed"].first, findings["seal_removed"].last) == (2, 2)
    assert findings["inserted"].count == 3


def test_a_removed_batch_with_its_seal_is_found(sealed):
    sealed.entries.filter(pk__in=[one.pk for one in sealed.entries[3:6]]).delete()
    sealed.seals.filter(number=2).delete()
    assert sealed.found() == {"seal_removed"}


def test_seals_numbered_anew_over_a_gap_are_found(sealed):
    sealed.entries.filter(pk__in=[one.pk for one in sealed.entries[3:6]]).delete()
    sealed.seals.filter(number=2).delete()
    for number in (3, 4):
        sealed.seals.filter(number=number).update(number=number - 1)
    assert sealed.found() == {"seal_altered"}


def test_a_seal_made_anew_without_the_keys_is_found(sealed):
    models.Entry.objects.filter(pk=sealed.entries[4].pk).update(deed="networks.know")
    rows = list(chain.entries([one.pk for one in sealed.entries[3:6]]).values())
    a_later_seal(sealed, digest=rules.digest_of(sorted(rows)))
    assert sealed.found() == {"seal_altered"}


def test_a_cut_tail_is_found_by_the_head_that_was_kept_outside(sealed):
    last = sealed.seals.last()
    kept = (rules.Head(sealed.service_id, last.number, last.head),)
    assert sealed.found(kept) == set()
    for seal in sealed.seals.filter(number__gte=3):
        sealed.entries.filter(pk__in=rules.unpacked(bytes(seal.members))).delete()
    sealed.seals.filter(number__gte=3).delete()
    assert sealed.found() == set(), "the chain alone cannot know"
    [finding] = sealed.walk(kept).findings
    assert (finding.what, finding.first, finding.last) == ("tail_removed", 3, 4)
    assert not sealed.walk(asked=last.head).met
    sealed.entry(6 * 24 * 60)
    sealed.entry(6 * 24 * 60 + 1)
    for minute in (2, 4, 6):
        sealed.entry(6 * 24 * 60 + minute)
        sealed.seal(6 * 24 * 60 + minute + 1)
    assert sealed.found(kept) == {"head_differs"}


def test_an_emptied_trail_is_found_by_the_head_that_was_kept_outside(sealed):
    last = sealed.seals.last()
    sealed.entries.delete()
    sealed.seals.delete()
    kept = (rules.Head(sealed.service_id, last.number, last.head),)
    assert sealed.found(kept) == {"tail_removed"}


def test_nothing_is_let_go_by_somebody_without_the_keys(sealed):
    """A false seal opens the way past the triggers, and is found by its mark."""
    last = sealed.seals.last()
    models.Seal.objects.create(
        service_id=sealed.service_id, number=last.number + 1, at=last.at, until=last.until,
        count=3, members=b"", digest=rules.NOTHING, let_go=sealed.entries[2].pk,
        previous=last.head, head="a" * 64, key=last.key, mark="b" * 64,
    )  # fmt: skip
    sealed.entries.filter(pk__lte=sealed.entries[2].pk).delete()
    assert sealed.found() == {"seal_altered"}


def test_what_comes_back_after_it_was_let_go_is_found(sealed):
    from withness.trail import actions

    old = sealed.entries[0]
    now = sealed.begun + timedelta(days=20)
    assert actions.let_go(service_id=sealed.service_id, before=now, now=now) == 10
    assert sealed.found() == set()
    old.save(force_insert=True)
    assert sealed.found() == {"left"}


COLUMNS = ("person_id", "practitioner_id", "about_id", "network_id", "service_id")
SEALED = ("at", "until", "first_id", "last_id", "count", "members", "digest", "previous", "head")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), batches=st.lists(st.integers(1, 6), min_size=2, max_size=6))
def test_any_single_tampering_is_found(naked_story, data, batches):
    """Random trails; one entry or one seal is removed, changed or put in."""
    del naked_story  # a chain of its own for every try
    story = Story()
    with scope(service=story.service_id):
        for number, entries in enumerate(batches):
            for entry in range(entries):
                late = data.draw(st.integers(0, 300)) if number else 0
                story.entry(number * 60 + entry - late)
            story.seal(number * 60 + 30)
        story.entry(4 * 24 * 60)
        story.seal(4 * 24 * 60 + 1)
        last = story.seals.last()
        kept = (rules.Head(story.service_id, last.number, last.head),)
        assert story.walk(kept).findings == []
        _tamper(story, data)
        assert story.walk(kept).findings != []


def _tamper(story, data):
    """Do one thing that nobody may do."""
    what = data.draw(st.sampled_from(["remove", "alter", "insert", "unseal", "reseal"]))
    entries, seals = list(story.entries), list(story.seals)
    entry = models.Entry.objects.filter(pk=data.draw(st.sampled_from(entries[:-1])).pk)
    seal = models.Seal.objects.filter(pk=data.draw(st.sampled_from(seals)).pk)
    if what == "remove":
        entry.delete()
    elif what == "alter":
        entry.update(**{data.draw(st.sampled_from(COLUMNS[:4])): uuid4()})
    elif what == "insert":
        story.entry(data.draw(st.integers(-500, 500)))
    elif what == "unseal":
        seal.delete()
    else:
        _alter(seal, data.draw(st.sampled_from(SEALED)))


def _alter(seal, column):
    changed = {
        "at": timezone.now(), "until": timezone.now() - timedelta(days=1), "first_id": uuid4(),
        "last_id": uuid4(), "count": 77, "members": b"0123456789abcdef", "digest": "0" * 64,
        "previous": "1" * 64, "head": "2" * 64,
    }  # fmt: skip
    seal.update(**{column: changed[column]})
