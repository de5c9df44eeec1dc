"""The short extract: what leaves, who may hand it over, and that the network sees it."""

import pytest

from tests import make
from tests.consents import said
from tests.exchange.test_policy import extract_of
from withness.access.rules import NotAllowed
from withness.consents.queries import sharing
from withness.consents.rules import outside
from withness.exchange.actions import handing
from withness.exchange.queries import extract, handed
from withness.exchange.rules.extract import MATTERS
from withness.exchange.rules.states import Form
from withness.meetings.rules.states import State
from withness.networks.models import Network
from withness.records import models as records
from withness.trail.models import Entry
from withness.values.rules.viewer import Way

pytestmark = pytest.mark.django_db


def agree(cast, words, meeting=None, number=1, **more):
    meeting = meeting or cast.first
    return records.Agreement.objects.create(
        service_id=meeting.service_id, meeting=meeting, network=meeting.network, words=words,
        written_by=cast.mira, number=number, once=make.uuid4(), made_at=meeting.starts_at, **more,
    )  # fmt: skip


def test_an_extract_names_practitioners_and_counts_the_others(cast):
    agree(cast, "We meet again on Thursday", who="Jonas")
    agree(cast, "Struck", number=2, struck_at=cast.first.starts_at)
    make.line(cast.first, cast.jonas, "a line that never leaves")
    found = extract.of(cast.viewer("lena"), cast.first.pk)
    assert found.practitioners == ("Lena", "Sol")
    assert (found.centre_was_there, found.members, found.guests) == (True, 2, 0)
    assert [one.words for one in found.agreements] == ["We meet again on Thursday"]
    assert (found.minutes, found.where) == (90, "home")
    assert "never leaves" not in repr(found)
    assert "Jonas" not in repr(found).replace("who='Jonas'", ""), "members are counted, not named"


def test_a_guest_is_counted_as_a_guest(cast):
    meeting = make.meeting(
        cast.network, cast.first.starts_at, state=State.HELD, came=[cast.hale, cast.lena]
    )
    found = extract.of(cast.viewer("lena"), meeting.pk)
    assert (found.centre_was_there, found.members, found.guests) == (False, 0, 1)


@pytest.mark.parametrize(
    "name", ["mira", "jonas", "hale", "ruben", "pavel", "ines", "noor", "wilhelm", "ottilie"]
)
def test_promise_4_neither_a_duty_nor_a_relationship_hands_over(cast, name):
    with pytest.raises(NotAllowed):
        extract.of(cast.viewer(name), cast.first.pk)
    with pytest.raises(NotAllowed):
        handing.hand_over(
            meeting_id=cast.first.pk, form=Form.CSV, with_number=False, by=cast.viewer(name)
        )
    assert handed.handed_over(cast.viewer("lena"), cast.network.pk) == ()


def test_a_meeting_not_held_has_no_extract(cast):
    with pytest.raises(NotAllowed):
        extract.of(cast.viewer("lena"), cast.next.pk)


def test_by_a_link_a_practitioner_hands_nothing_over(cast):
    with pytest.raises(NotAllowed):
        extract.of(make.viewer(cast.lena.person, way=Way.LINK), cast.first.pk)


def test_who_joined_later_hands_nothing_over_of_what_was_before(cast):
    make.joins(
        cast.network,
        cast.pavel.person,
        make.Belonging.PRACTITIONER,
        practitioner=cast.pavel,
        joined_at=cast.next.starts_at,
    )
    with pytest.raises(NotAllowed):
        extract.of(cast.viewer("pavel"), cast.first.pk)


@pytest.mark.parametrize("name", ["mira", "jonas", "edda", "tarek", "lena", "sol"])
def test_promise_19_everyone_in_the_network_sees_what_was_handed_over(cast, name):
    handing.hand_over(
        meeting_id=cast.first.pk, form=Form.COPIED, with_number=True, by=cast.viewer("lena"),
        reason="The law asks for it.",
    )  # fmt: skip
    [seen] = handed.handed_over(cast.viewer(name), cast.network.pk)
    assert (seen.by, seen.form, seen.meeting_id, seen.with_number) == (
        "Lena",
        "copied",
        cast.first.pk,
        False,
    )
    [entry] = Entry.objects.filter(deed="exchange.extract")
    assert (entry.network_id, entry.about_id, entry.person_id) == (
        cast.network.pk,
        cast.first.pk,
        cast.lena.person_id,
    )


@pytest.mark.parametrize("name", ["ruben", "hale", "ottilie", "pavel", "noor", "wilhelm"])
def test_outside_the_network_nobody_sees_it(cast, name):
    extract_of(cast)
    assert handed.handed_over(cast.viewer(name), cast.network.pk) == ()


def test_the_number_leaves_only_where_there_is_one_and_it_was_asked_for(cast):
    handing.note_number(network_id=cast.network.pk, number=" 943 476 5919 ", by=cast.viewer("sol"))
    assert Network.objects.get(pk=cast.network.pk).patient_number == "943 476 5919"
    pk = handing.hand_over(
        meeting_id=cast.first.pk, form=Form.PRINT, with_number=True, by=cast.viewer("lena"),
        reason="The law asks for it.",
    )  # fmt: skip
    assert extract.sheet(cast.viewer("sol"), pk).with_number is True
    handing.note_number(network_id=cast.network.pk, number="", by=cast.viewer("sol"))
    assert Network.objects.get(pk=cast.network.pk).patient_number is None
    for name in ("noor", "mira", "pavel", "wilhelm"):
        with pytest.raises(NotAllowed):
            handing.note_number(network_id=cast.network.pk, number="1", by=cast.viewer(name))


def test_it_leaves_on_the_persons_word_or_for_a_reason_everyone_reads(cast):
    def hands(**more):
        return handing.hand_over(
            meeting_id=cast.first.pk, form=Form.CSV, with_number=False, by=cast.viewer("lena"),
            **more,
        )  # fmt: skip

    with pytest.raises(outside.NoConsent):
        hands()
    said.consent(cast.network, cast.jonas, kind="record", name="", matters=MATTERS)
    with pytest.raises(outside.NoConsent):
        hands()
    assert handed.handed_over(cast.viewer("lena"), cast.network.pk) == ()
    hands(reason="The law asks for it.")
    said.consent(cast.network, cast.mira, kind="record", name="", matters=MATTERS)
    hands()
    on_word, for_reason = sharing.of_network(cast.viewer("tarek"), cast.network.pk)
    assert (on_word.reason, on_word.way, on_word.kind) == ("", "extract", "record")
    assert for_reason.reason == "The law asks for it."
