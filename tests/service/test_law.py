"""The law of a place as dated facts: what holds on a day, who writes it down, and silence."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_scopes import scope
from hypothesis import given as over
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from withness.access.rules import NotAllowed
from withness.service import models
from withness.service.actions import law as actions
from withness.service.queries import law
from withness.service.rules import england
from withness.service.rules import law as rules
from withness.service.rules.law import Given, Kind, Rule

TODAY = timezone.now().date()


def kept(years, since, **more):
    return Given(Rule.KEEP_RECORD, Kind.YEARS, "A statute.", since, number=years, **more)


def dated(given, minutes=0):
    made = datetime(2026, 1, 1, tzinfo=timezone.get_current_timezone())
    return rules.Dated(uuid7(), given, made + timedelta(minutes=minutes))


def test_of_two_facts_the_one_that_began_last_holds():
    facts = [dated(kept(20, date(2000, 1, 1))), dated(kept(25, date(2027, 1, 1)))]
    assert [one.given.number for one in rules.in_force(facts, date(2026, 12, 31))] == [20]
    assert [one.given.number for one in rules.in_force(facts, date(2027, 1, 1))] == [25]


def test_what_has_ended_does_not_bring_back_what_was_before():
    facts = [
        dated(kept(20, date(2000, 1, 1))),
        dated(kept(25, date(2010, 1, 1), until=date(2020, 1, 1))),
    ]
    assert rules.in_force(facts, date(2020, 1, 1)) == ()


def test_of_two_that_begin_on_a_day_the_one_written_later_holds():
    facts = [dated(kept(25, date(2027, 1, 1)), minutes=1), dated(kept(20, date(2027, 1, 1)))]
    assert [one.given.number for one in rules.in_force(facts, date(2027, 1, 1))] == [25]


@over(
    st.lists(
        st.tuples(
            st.dates(date(2000, 1, 1), date(2030, 1, 1)),
            st.one_of(st.none(), st.integers(1, 4000)),
            st.sampled_from(["", "one", "two"]),
        )
    ),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)
def test_at_most_one_fact_of_an_item_holds_and_none_before_its_day(rows, on):
    facts = [
        dated(kept(1, since, item=item, until=since + timedelta(days=lasts) if lasts else None))
        for since, lasts, item in rows
    ]
    found = rules.in_force(facts, on)
    assert len({one.given.item for one in found}) == len(found)
    assert all(one.given.since <= on for one in found)
    assert all(one.given.until is None or on < one.given.until for one in found)


def test_times_are_counted_so_that_nothing_is_destroyed_early():
    assert rules.in_days(kept(20, date(2000, 1, 1))) == 7305
    assert rules.in_days(kept(1, date(2000, 1, 1))) == 366
    month = Given(Rule.ACCESS_WITHIN, Kind.MONTHS, "A statute.", date(2018, 5, 25), number=1)
    assert rules.in_days(month) == 28


@pytest.mark.parametrize("one", england.FACTS, ids=lambda one: f"{one.rule}:{one.item}")
def test_every_fact_of_england_is_whole_and_says_where_it_stands(one):
    assert rules.checked(one) == one
    assert one.since <= date(2026, 1, 1)


def test_england_says_something_to_every_rule_once():
    keys = [(one.rule, one.item) for one in england.FACTS]
    assert len(set(keys)) == len(keys)
    assert {rule for rule, _ in keys} == set(Rule)


@pytest.mark.parametrize(
    "wrong",
    [
        kept(0, TODAY),
        kept(None, TODAY),
        kept(20, TODAY, item="ground"),
        kept(20, TODAY, until=TODAY),
        Given(Rule.AGE_DECIDES, Kind.YES_NO, "A statute.", TODAY, yes=True),
        Given(Rule.GROUND, Kind.WORDS, "A statute.", TODAY, words="x"),
    ],
)
def test_a_value_fits_its_question(wrong):
    with pytest.raises(rules.NotOfThatKind):
        rules.checked(wrong)


# ------------------------------------------------------------------ as a service keeps them
def of_now(cast, name="lena"):
    return law.history(cast.viewer(name), TODAY).now


def test_where_nothing_is_written_down_nothing_is_said(cast):
    """And whoever asks keeps and opens nothing."""
    assert law.days(Rule.KEEP_RECORD, TODAY) is None
    assert law.yes(Rule.ATTORNEY, TODAY) is False
    assert (law.grounds(TODAY), of_now(cast)) == ((), ())
    assert law.is_silent()


def bring(cast):
    return actions.bring(jurisdiction="england", by=cast.viewer("noor"))


def test_whoever_keeps_the_settings_brings_the_facts_of_a_place_once(cast):
    assert bring(cast) == len(england.FACTS)
    assert law.days(Rule.KEEP_RECORD, TODAY) == 7305
    assert law.days("retention.record_after_death", timezone.now()) == 3653
    assert law.yes(Rule.ATTORNEY, TODAY)
    assert not law.yes(Rule.NOMINATED, TODAY)
    grounds = {one.code: one.is_statutory for one in law.grounds(TODAY)}
    assert grounds["serious_harm"]
    assert not grounds["asked_to_wait"]
    assert all(one.is_overdue and one.reviewed_on is None for one in of_now(cast))
    with pytest.raises(rules.SaidAlready):
        bring(cast)


@pytest.mark.parametrize("name", ["lena", "sol", "mira", "wilhelm"])
def test_nobody_else_writes_down_what_the_law_says(cast, name):
    with pytest.raises(NotAllowed):
        actions.bring(jurisdiction="england", by=cast.viewer(name))
    bring(cast)
    fact = of_now(cast)[0]
    with pytest.raises(NotAllowed):
        actions.follow(fact_id=fact.id, given=kept(1, TODAY), by=cast.viewer(name))
    with pytest.raises(NotAllowed):
        actions.look_again(fact_id=fact.id, by=cast.viewer(name))


def test_the_law_changes_on_its_day_and_the_past_stays(cast):
    bring(cast)
    before = next(one for one in of_now(cast) if one.given.rule == Rule.KEEP_RECORD)
    change = date(TODAY.year + 1, 1, 1)
    new = actions.follow(fact_id=before.id, given=kept(25, change), by=cast.viewer("noor"))
    assert law.days(Rule.KEEP_RECORD, change - timedelta(days=1)) == 7305
    assert law.days(Rule.KEEP_RECORD, change) == 9132
    assert law.days(Rule.KEEP_RECORD, date(2022, 1, 1)) == 7305
    history = law.history(cast.viewer("lena"), TODAY)
    assert [one.id for one in history.later] == [new]
    assert law.history(cast.viewer("lena"), change).before == (before,)
    row = models.Fact.objects.get(pk=new)
    assert (row.set_by, row.reviewed_on) == (cast.noor.pk, TODAY)


def test_nobody_changes_what_held_yesterday(cast):
    bring(cast)
    fact = of_now(cast)[0]
    with pytest.raises(rules.InThePast):
        actions.follow(
            fact_id=fact.id, given=kept(1, TODAY - timedelta(days=1)), by=cast.viewer("noor")
        )


def test_a_fact_is_looked_at_again(cast):
    bring(cast)
    fact = of_now(cast)[0]
    actions.look_again(fact_id=fact.id, by=cast.viewer("noor"))
    seen = law.by_id(cast.viewer("noor"), fact.id, TODAY)
    assert (seen.reviewed_on, seen.reviewed_by, seen.is_overdue) == (TODAY, cast.noor.pk, False)
    assert law.by_id(cast.viewer("noor"), fact.id, TODAY + timedelta(days=366)).is_overdue


def test_another_service_hears_nothing_of_it(cast):
    bring(cast)
    with scope(service=cast.hillside.pk):
        assert of_now(cast) == ()
        assert law.is_silent()
    assert of_now(cast, "wilhelm") == ()


def test_the_shell_brings_them_too(cast):
    call_command("law", "england", "riverside")
    assert law.days(Rule.KEEP_RECORD, TODAY) == 7305
