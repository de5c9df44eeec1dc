"""Saying what may be told, and telling it: on somebody's word, or with a reason all see."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from tests import make
from tests.consents import said
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import outside, outside_asking, outside_saying, outside_set, sharing
from withness.consents.queries import outside as queries
from withness.consents.queries import sharing as log
from withness.consents.rules import outside as rules
from withness.consents.rules.outside import How, Kind, Matter, Way
from withness.consents.tasks import outside as clock
from withness.delivery.models import Message
from withness.meetings.rules.states import State
from withness.trail.models import Entry
from withness.values.rules import text

pytestmark = pytest.mark.django_db


def wish(*matters, **more):
    day = more.pop("day", timezone.now().date() + timedelta(days=90))
    return outside_saying.Wish(frozenset(matters or {Matter.THAT}), day, **more)


def gives(cast, who, by=None, how=How.THEMSELVES, name="Dr Shah, my GP", kind=Kind.DOCTOR, **more):
    return outside.give(
        network_id=cast.network.pk, person_id=cast.person(who).pk, kind=kind, name=name,
        wish=more.pop("wish", wish()), by=cast.viewer(by or who), how=how,
    )  # fmt: skip


def tells(cast, about="mira", by="lena", matters=(Matter.THAT,), **more):
    return sharing.tell(
        to=more.pop("to", sharing.Recipient(name="The court")), matters=matters,
        network_id=cast.network.pk, person_id=cast.person(about).pk, how=Way.TELEPHONE,
        by=cast.viewer(by), **more,
    )  # fmt: skip


def stands(cast, pk, by="lena"):
    return queries.one(cast.viewer(by), pk, timezone.now())


def on(consent):
    return sharing.Recipient(consent_id=consent)


def test_a_sister_decides_about_hers_and_it_counts_at_once(cast):
    pk = gives(cast, "jonas", wish=wish(Matter.THAT, Matter.WHEN))
    found = stands(cast, pk)
    assert (found.name, found.matters, found.allows) == ("Dr Shah, my GP", ("that", "when"), True)
    told = tells(cast, "jonas", to=on(pk))
    row = models.Told.objects.get(pk=told)
    assert (row.consent_id, row.word, row.reason, row.name) == (pk, 1, None, "Dr Shah, my GP")
    [entry] = Entry.objects.filter(deed="consents.tell")
    assert (entry.about_id, entry.network_id) == (cast.jonas.pk, cast.network.pk)


def test_nobody_gives_for_somebody_else(cast):
    for by in ("mira", "edda", "hale", "ruben", "pavel", "noor", "wilhelm", "ottilie"):
        with pytest.raises(NotAllowed):
            gives(cast, "jonas", by=by)
    assert not models.Consent.objects.exists()


def test_promise_3_from_the_telephone_it_allows_nothing_until_they_say_yes(cast):
    pk = gives(cast, "jonas", by="lena", how=How.TELEPHONE)
    with pytest.raises(rules.NoConsent):
        tells(cast, "jonas", to=on(pk))
    assert stands(cast, pk).waits.writer == "Lena"
    outside.say_yes(consent_id=pk, number=1, by=cast.viewer("jonas"))
    assert stands(cast, pk).allows
    tells(cast, "jonas", to=on(pk))


def test_promise_23_without_a_screen_two_practitioners_hear_the_yes(cast):
    pk = gives(cast, "jonas", by="lena", how=How.TELEPHONE)
    with pytest.raises(rules.OneEar):
        outside.say_yes(consent_id=pk, number=1, by=cast.viewer("lena"), how=How.TELEPHONE)
    outside.say_yes(consent_id=pk, number=1, by=cast.viewer("sol"), how=How.TELEPHONE)
    assert stands(cast, pk).allows


def test_whoever_says_themselves_for_another_is_taken_at_the_telephones_word(cast):
    """Mass assignment: a practitioner cannot send the person's own page along."""
    pk = gives(cast, "jonas", by="lena", how=How.THEMSELVES)
    assert not stands(cast, pk).allows
    with pytest.raises(rules.OneEar):
        outside.say_yes(consent_id=pk, number=1, by=cast.viewer("lena"), how=How.THEMSELVES)


def test_said_in_the_room_counts_only_where_they_sat_together(cast):
    with pytest.raises(rules.NotInTheRoom):
        gives(cast, "jonas", by="lena", how=How.ROOM)
    begun = timezone.now() - timedelta(hours=1)
    make.meeting(
        cast.network, begun, state=State.UNDER_WAY, begun_at=begun, came=[cast.jonas, cast.lena]
    )
    assert stands(cast, gives(cast, "jonas", by="lena", how=How.ROOM)).allows
    with pytest.raises(rules.NotInTheRoom):
        gives(cast, "jonas", by="sol", how=How.ROOM)


def test_a_no_to_what_was_written_down_leaves_nothing(cast):
    pk = gives(cast, "jonas", by="lena", how=How.TELEPHONE)
    outside.say_no(consent_id=pk, number=1, by=cast.viewer("jonas"))
    assert stands(cast, pk).waits is None
    with pytest.raises(rules.NothingWaits):
        outside.say_yes(consent_id=pk, number=1, by=cast.viewer("jonas"))


def test_a_yes_to_words_that_changed_meanwhile_is_refused(cast):
    pk = gives(cast, "jonas", by="lena", how=How.TELEPHONE)
    outside.change(
        consent_id=pk, wish=wish(Matter.CONTACT), by=cast.viewer("lena"), how=How.TELEPHONE
    )
    with pytest.raises(rules.NothingWaits):
        outside.say_yes(consent_id=pk, number=1, by=cast.viewer("jonas"))
    outside.say_yes(consent_id=pk, number=2, by=cast.viewer("jonas"))
    assert stands(cast, pk).matters == ("contact",)


def test_taken_back_by_telephone_counts_at_once_and_they_are_told(cast):
    pk = gives(cast, "mira")
    outside.take_back(consent_id=pk, by=cast.viewer("sol"))
    with pytest.raises(rules.NoConsent):
        tells(cast, to=on(pk))
    [message] = Message.objects.filter(to=cast.mira)
    assert "Dr Shah" not in message.body
    assert "Sol" not in message.body
    with pytest.raises(rules.IsTakenBack):
        outside.change(consent_id=pk, wish=wish(), by=cast.viewer("mira"))


def test_nothing_that_was_said_is_written_over(cast):
    pk = gives(cast, "mira", wish=wish(Matter.OWN_WORDS, own_words="I sleep again."))
    mira = cast.viewer("mira")
    outside.change(consent_id=pk, wish=wish(Matter.OWN_WORDS, own_words="I slept twice."), by=mira)
    outside.look_again(consent_id=pk, day=timezone.now().date() + timedelta(days=200), by=mira)
    outside.take_back(consent_id=pk, by=mira)
    found = stands(cast, pk, "mira")
    assert [one.what for one in found.history] == ["given", "changed", "looked_at", "taken_back"]
    assert [one.own_words for one in found.history] == [
        "I sleep again.", "I slept twice.", "I slept twice.", "",
    ]  # fmt: skip
    for row in (models.Consent.objects.get(pk=pk), models.Word.objects.first()):
        with pytest.raises(TypeError):
            row.save()


def test_without_a_consent_it_is_refused_or_done_with_a_reason_all_see(cast):
    with pytest.raises(rules.NoConsent):
        tells(cast)
    with pytest.raises(rules.NoConsent):
        tells(cast, reason="  \n ")
    assert not models.Told.objects.exists()
    tells(cast, reason="The court ordered it by noon.")
    for name in ("mira", "jonas", "edda", "tarek", "lena", "sol"):
        [seen] = log.of_network(cast.viewer(name), cast.network.pk)
        assert (seen.reason, seen.by, seen.name) == (
            "The court ordered it by noon.",
            "Lena",
            "The court",
        )
    for name in ("hale", "ruben", "pavel", "noor", "ottilie"):
        assert log.of_network(cast.viewer(name), cast.network.pk) == ()


def test_promise_20_everyone_is_told_at_once_and_the_message_names_nothing(cast):
    tells(cast, reason="ReasonMarker")
    told = {message.to_id: message for message in Message.objects.all()}
    assert set(told) == {cast.mira.pk, cast.jonas.pk, cast.edda.pk}, "Tarek has no way to be told"
    for message in told.values():
        assert message.state == "waiting"
        for word in ("ReasonMarker", "court", "Mira", "Lena", "Dr"):
            assert word not in f"{message.subject}{message.body}"
    assert "Seite" in told[cast.edda.pk].body or told[cast.edda.pk].body


def test_on_their_word_only_they_are_told(cast):
    tells(cast, "jonas", to=on(gives(cast, "jonas")))
    assert set(Message.objects.values_list("to_id", flat=True)) == {cast.jonas.pk}


def test_more_than_was_allowed_needs_a_reason(cast):
    pk = gives(cast, "mira", wish=wish(Matter.THAT))
    with pytest.raises(rules.NoConsent):
        tells(cast, to=on(pk), matters=[Matter.THAT, Matter.CONTACT])
    told = tells(cast, to=on(pk), matters=[Matter.THAT, Matter.CONTACT], reason="Nobody opens.")
    row = models.Told.objects.get(pk=told)
    assert (row.consent_id, row.reason, row.quiet) == (None, "Nobody opens.", False)


def test_a_forged_recipient_is_refused(cast):
    """Somebody else's consent, another network's, another service's, or none: all the same."""
    theirs = gives(cast, "jonas")
    others = said.consent(cast.others, cast.ottilie).pk
    with scope(service=cast.hillside.pk):
        foreign = said.consent(cast.foreign, cast.vera).pk
    for forged in (theirs, others, foreign, cast.network.pk):
        with pytest.raises(NotAllowed):
            tells(cast, "mira", to=on(forged), reason="A reason does not help.")


@pytest.mark.parametrize("by", ["mira", "jonas", "hale", "pavel", "noor", "wilhelm"])
def test_who_does_not_belong_as_a_practitioner_tells_nothing(cast, by):
    pk = gives(cast, "mira")
    with pytest.raises(NotAllowed):
        tells(cast, by=by, to=on(pk))


def test_about_who_has_left_and_about_a_colleague_nothing_is_told(cast):
    for name in ("ruben", "lena", "ottilie"):
        with pytest.raises(NotAllowed):
            tells(cast, name, reason="Any reason.")


def test_the_day_comes_and_it_asks_and_allows_nothing_more(cast):
    pk = gives(cast, "mira")
    ends = models.Word.objects.get(consent_id=pk).until
    for now, messages in (
        (ends - timedelta(days=20), 0),
        (ends - timedelta(days=13), 1),
        (ends - timedelta(days=1), 1),
        (ends, 2),
        (ends + timedelta(days=1), 2),
    ):
        outside_asking.ask(service_id=cast.riverside.pk, now=now)
        assert Message.objects.filter(about_id=pk).count() == messages, now
    assert queries.one(cast.viewer("lena"), pk, ends).allows is False
    clock.ask(ends + timedelta(days=90))
    assert Message.objects.filter(about_id=pk).count() == 2


def test_what_is_over_allows_nothing_to_whoever_tells(cast):
    row = said.consent(cast.network, cast.mira, until=timezone.now())
    with pytest.raises(rules.NoConsent):
        tells(cast, to=on(row.pk))


def test_a_quiet_word_leaves_no_mark_before_the_others(cast):
    pk = gives(cast, "edda", name="The refuge", wish=wish(quiet=True))
    tells(cast, "edda", to=on(pk))
    assert log.of_network(cast.viewer("mira"), cast.network.pk) == ()
    [seen] = log.of_network(cast.viewer("edda"), cast.network.pk)
    assert (seen.name, seen.quiet) == ("The refuge", True)


LONG = "\u202eمرحبا 🌻 " + "\u200b" + "ä" * 150


def test_long_and_bidirectional_words_stay_as_they_are(cast):
    pk = gives(cast, "mira", name=LONG, wish=wish(Matter.OWN_WORDS, own_words=LONG * 20))
    found = stands(cast, pk)
    assert (found.name, found.own_words) == (LONG.strip(), (LONG * 20).strip())
    with pytest.raises(text.TooLong):
        gives(cast, "mira", name="ä" * 201)
    with pytest.raises(text.TooLong):
        tells(cast, reason="ä" * 1001)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"name": "  "}, rules.NobodyNamed),
        ({"wish": outside_saying.Wish(frozenset(), timezone.now().date())}, rules.NothingToTell),
        ({"wish": wish("diagnosis")}, rules.NotAMatter),
        ({"wish": wish(day=timezone.now().date())}, rules.NotThatDate),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_half_kept(cast, more, refused):
    with pytest.raises(refused):
        gives(cast, "mira", **more)
    assert not models.Consent.objects.exists()


def test_a_service_adds_its_own_matters_and_what_was_said_of_one_stays(cast):
    noor = cast.viewer("noor")
    outside_set.set_matters(matters=[{"en": "that the flat is kept", "de": "…"}], by=noor)
    [own] = models.Matter.objects.all()
    pk = gives(cast, "mira", wish=wish(str(own.pk)))
    tells(cast, to=on(pk), matters=[str(own.pk)])
    outside_set.set_matters(matters=[], by=noor)
    assert models.Matter.objects.get().gone_at is not None
    assert stands(cast, pk).matters == (str(own.pk),)
    with pytest.raises(rules.NotAMatter):
        gives(cast, "jonas", wish=wish(str(own.pk)))
    with pytest.raises(rules.TellsTooMuch):
        outside_set.set_matters(matters=[{"en": "my diagnosis"}], by=noor)
    with pytest.raises(NotAllowed):
        outside_set.set_months(months=3, by=cast.viewer("lena"))
