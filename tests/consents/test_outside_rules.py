"""What a consent comes to, word after word, and whether it allows something now."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.consents.rules import outside as rules
from withness.consents.rules import research, terms
from withness.consents.rules.outside import How, Matter, What, Word

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=180)
THAT, WHEN, AGREED = Matter.THAT, Matter.WHEN, Matter.AGREED


def said(*words):
    """Words in order: what, how, matters, and perhaps until."""
    return [
        Word(number, what, how, frozenset(matters), *(until or (LATER,)))
        for number, (what, how, matters, *until) in enumerate(words, 1)
    ]


def test_nothing_said_allows_nothing():
    assert not rules.allows(rules.standing([]), {THAT}, NOW)


def test_an_empty_question_is_never_allowed():
    assert not rules.allows(rules.standing(said((What.GIVEN, How.THEMSELVES, {THAT}))), set(), NOW)


def test_what_was_given_is_allowed_and_nothing_else():
    stands = rules.standing(said((What.GIVEN, How.THEMSELVES, {THAT, WHEN})))
    assert rules.allows(stands, {THAT, WHEN}, NOW)
    assert rules.missing(stands, {THAT, AGREED}, NOW) == {AGREED}


def test_expiry_at_the_very_instant():
    stands = rules.standing(said((What.GIVEN, How.THEMSELVES, {THAT})))
    assert rules.allows(stands, {THAT}, LATER - timedelta(microseconds=1))
    assert not rules.allows(stands, {THAT}, LATER)
    assert rules.is_over(stands, LATER)


def test_promise_3_from_the_telephone_nothing_is_allowed_before_the_yes():
    words = said((What.GIVEN, How.TELEPHONE, {THAT}))
    stands = rules.standing(words)
    assert not rules.allows(stands, {THAT}, NOW)
    assert stands.waits == words[0]
    yes = Word(2, What.YES, How.THEMSELVES)
    assert rules.allows(rules.standing([*words, yes]), {THAT}, NOW)
    no = Word(2, What.NO, How.THEMSELVES)
    assert not rules.allows(rules.standing([*words, no]), {THAT}, NOW)


def test_promise_3_said_in_the_room_counts_at_once():
    assert rules.allows(rules.standing(said((What.GIVEN, How.ROOM, {THAT}))), {THAT}, NOW)


def test_narrower_by_telephone_counts_at_once_wider_waits():
    stands = rules.standing(
        said(
            (What.GIVEN, How.THEMSELVES, {THAT, WHEN}),
            (What.CHANGED, How.TELEPHONE, {WHEN, AGREED}),
        )
    )
    assert stands.matters == {WHEN}
    assert stands.waits is not None


def test_taken_back_ends_it_at_once_and_no_late_yes_brings_it_back():
    words = said(
        (What.GIVEN, How.THEMSELVES, {THAT}),
        (What.CHANGED, How.TELEPHONE, {THAT, WHEN}),
        (What.TAKEN_BACK, How.TELEPHONE, ()),
        (What.YES, How.THEMSELVES, ()),
    )
    assert rules.standing(words) == rules.Standing(taken_back=True)


WORDS = st.lists(
    st.tuples(
        st.sampled_from(What),
        st.sampled_from(How),
        st.sets(st.sampled_from(Matter), min_size=1),
        st.integers(-5, 5).map(lambda days: NOW + timedelta(days=days)),
    ),
    max_size=7,
)


@given(WORDS)
def test_only_an_own_word_or_one_in_the_room_ever_widens(story):
    words = said(*story)
    before = rules.Standing()
    for number in range(1, len(words) + 1):
        after = rules.standing(words[:number])
        last = words[number - 1]
        if last.how == How.TELEPHONE and last.what != What.YES:
            assert after.matters <= before.matters
            assert not after.until or not before.until or after.until <= before.until
        before = after


@given(WORDS, st.sets(st.sampled_from(Matter), min_size=1))
def test_the_order_in_which_rows_come_changes_nothing(story, wanted):
    words = said(*story)
    assert rules.standing(reversed(words)) == rules.standing(words)
    stands = rules.standing(words)
    assert rules.allows(stands, wanted, NOW) == (not rules.missing(stands, wanted, NOW))


def test_the_day_begins_where_the_network_meets():
    at = rules.look_again(date(2027, 5, 1), "Europe/Berlin", NOW)
    assert at == datetime(2027, 4, 30, 22, tzinfo=UTC)


def test_a_day_that_begins_without_midnight():
    at = rules.look_again(date(2027, 3, 28), "Asia/Beirut", NOW)  # clocks go forward at midnight
    assert at == datetime(2027, 3, 27, 22, tzinfo=UTC)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2020, 1, 1), date(2030, 1, 1)])
def test_no_day_that_is_over_or_years_away(day):
    with pytest.raises(rules.NotThatDate):
        rules.look_again(day, "Europe/London", NOW)


def test_six_months_from_the_last_of_august():
    assert rules.day_in(6, date(2026, 8, 31)) == date(2027, 2, 28)
    assert rules.day_in(1, date(2026, 12, 31)) == date(2027, 1, 31)


@pytest.mark.parametrize(
    "words", ["My diagnosis", "das Risiko", "quali farmaci prendo", "meine Störung", "DANGER to me"]
)
def test_promise_6_no_matter_names_what_somebody_has(words):
    with pytest.raises(rules.TellsTooMuch):
        rules.own_matter(words)


def test_a_fortnight_before_it_asks():
    stands = rules.standing(said((What.GIVEN, How.THEMSELVES, {THAT})))
    assert not rules.asks_again(stands, LATER - timedelta(days=15))
    assert rules.asks_again(stands, LATER - timedelta(days=14))


def test_terms_ask_once_a_version():
    assert not terms.asks(None, None)
    assert terms.asks(1, None)
    assert not terms.asks(1, 1)
    assert terms.asks(2, 1)


def test_terms_in_ones_own_language_or_the_services_first():
    texts = {"en": "hello", "de": "hallo"}
    assert terms.in_language(texts, "de", ["en"]) == ("de", "hallo")
    assert terms.in_language(texts, "it", ["en", "de"]) == ("en", "hello")
    assert terms.in_language({}, "it", ["en"]) == ("it", "")


def test_promise_3_a_yes_to_research_from_the_telephone_is_not_one_a_no_is():
    yes, no = research.Answer.YES, research.Answer.NO
    rang, own, paper = research.How.TELEPHONE, research.How.THEMSELVES, research.How.PAPER
    word = research.Word
    assert not research.standing([word(1, yes, rang)]).yes
    assert research.standing([word(1, yes, rang)]).waits
    assert research.standing([word(1, yes, paper)]).yes
    assert not research.standing([word(1, yes, own), word(2, no, rang)]).yes
    assert research.standing([word(1, yes, own), word(2, yes, rang)]).yes


def test_nobody_is_asked_before_the_day_after_the_first_meeting():
    assert not research.may_be_asked(None, NOW, meets_now=False)
    assert not research.may_be_asked(NOW - timedelta(hours=23), NOW, meets_now=False)
    assert research.may_be_asked(NOW - timedelta(hours=24), NOW, meets_now=False)
    assert not research.may_be_asked(NOW - timedelta(days=9), NOW, meets_now=True)
