"""Who works here, when they are free, who is on duty: asked of the tables."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_scopes import scope
from tests import make

from withness.teams import models
from withness.teams.queries import duty, free, places, practitioners, teams
from withness.teams.rules import duty as rules
from withness.values.rules.spans import Span

THURSDAY = Span(make.at("2026-11-26 00:00"), make.at("2026-11-27 00:00"))


def names(facts):
    return [one.name for one in facts]


def hours(practitioner, weekday, begins, ends, **more):
    return models.Hours.objects.create(
        service_id=practitioner.service_id,
        practitioner=practitioner,
        weekday=weekday,
        begins=begins,
        ends=ends,
        **more,
    )


def away(practitioner, span):
    return models.Absence.objects.create(
        service_id=practitioner.service_id,
        practitioner=practitioner,
        starts_at=span.start,
        ends_at=span.end,
    )


def busy(practitioner, span):
    calendar = models.Calendar.objects.create(
        service_id=practitioner.service_id, practitioner=practitioner, name="My phone"
    )
    return models.Busy.objects.create(
        service_id=practitioner.service_id,
        practitioner=practitioner,
        calendar=calendar,
        starts_at=span.start,
        ends_at=span.end,
    )


def free_of(one, window=THURSDAY):
    return free.free([one.pk], window)[one.pk]


def span(start, end, day=26):
    return Span(make.at(f"2026-11-{day} {start}"), make.at(f"2026-11-{day} {end}"))


def test_everybody_who_works_here_by_name_peers_among_the_others(cast):
    assert names(practitioners.of_team(cast.team.pk)) == ["Ines", "Lena", "Noor", "Pavel", "Sol"]
    assert names(practitioners.all_working()) == ["Ines", "Lena", "Noor", "Pavel", "Sol"]
    sol = practitioners.by_ids([cast.sol.pk])[cast.sol.pk]
    assert (sol.person_id, sol.is_peer, sol.languages) == (cast.sol.person_id, True, ("en",))


def test_who_has_left_is_still_known_by_name_but_works_no_more(cast):
    models.Practitioner.objects.filter(pk=cast.lena.pk).update(left_on=timezone.now().date())
    assert "Lena" not in names(practitioners.all_working())
    assert practitioners.by_ids([cast.lena.pk])[cast.lena.pk].name == "Lena"


def test_another_service_is_never_seen(cast):
    assert practitioners.by_ids([cast.wilhelm.pk]) == {}
    assert practitioners.of_team(cast.other_team.pk) == ()
    assert free.free([cast.wilhelm.pk], THURSDAY) == {cast.wilhelm.pk: ()}
    assert [one.name for one in teams.all_teams()] == ["Riverside team"]
    assert teams.by_id(cast.other_team.pk) is None
    with scope(service=cast.hillside.pk):
        place = make.place(cast.other_team)
    assert places.by_id(place.pk) is None


def test_free_time_is_hours_without_absence_and_busy_times(cast):
    away(cast.lena, span("09:00", "10:30"))
    busy(cast.lena, span("12:00", "12:30"))
    busy(cast.lena, span("12:15", "13:00"))
    assert free_of(cast.lena) == (span("10:30", "12:00"), span("13:00", "17:00"))
    assert free_of(cast.sol) == (span("09:00", "17:00"),)


def test_an_absence_over_days_leaves_nothing(cast):
    away(cast.lena, Span(make.at("2026-11-20 00:00"), make.at("2026-12-04 00:00")))
    assert free_of(cast.lena) == ()


def test_no_hours_mean_no_free_time(cast):
    one = make.practitioner(cast.team, "Asta", hours="")
    assert free_of(one) == ()
    assert free.free([], THURSDAY) == {}
    unknown = uuid4()
    assert free.free([unknown], THURSDAY) == {unknown: ()}


def test_half_hours_late_hours_and_hours_with_an_end(cast):
    one = make.practitioner(cast.team, "Asta", hours="")
    hours(one, 3, time(9, 30), time(13, 30))
    hours(one, 3, time(20), time(0))
    hours(one, 3, time(14), time(15), until_on=date(2026, 11, 25))
    assert free_of(one) == (
        span("09:30", "13:30"),
        Span(make.at("2026-11-26 20:00"), make.at("2026-11-27 00:00")),
    )


def test_free_time_follows_the_clock_of_the_team_when_it_changes(cast):
    sundays = make.practitioner(cast.team, "Asta", hours="")
    hours(sundays, 6, time(0), time(0))
    for day, length in ((datetime(2026, 3, 29, tzinfo=UTC), 23), (make.at("2026-10-24 23:00"), 25)):
        whole = Span(day, day + timedelta(hours=length))
        assert free_of(sundays, Span(day - timedelta(days=1), day + timedelta(days=2))) == (whole,)


def test_nobody_is_free_before_they_begin_or_after_they_left(cast):
    one = make.practitioner(
        cast.team, "Asta", began_on=date(2026, 11, 26), left_on=date(2026, 11, 27)
    )
    week = Span(make.at("2026-11-23 00:00"), make.at("2026-11-30 00:00"))
    assert free_of(one, week) == (span("09:00", "17:00"),)


def test_free_takes_as_many_queries_for_one_as_for_thirty(cast, django_assert_num_queries):
    many = [make.practitioner(cast.team, f"Person {n}").pk for n in range(30)]
    with django_assert_num_queries(2):
        free.free(many[:1], THURSDAY)
    with django_assert_num_queries(2):
        found = free.free(many, THURSDAY)
    assert all(found[one] == (span("09:00", "17:00"),) for one in many)


def test_who_is_on_duty_and_who_is_next(cast):
    at = make.at("2026-11-26 10:00")
    make.turn(cast.sol, at + timedelta(hours=3), 4)
    make.turn(cast.lena, at - timedelta(hours=1), 4)
    assert names(duty.on_duty(cast.team.pk, at)) == ["Lena"]
    who, when = duty.next_turn(cast.team.pk, at)
    assert (who.name, when) == ("Sol", at + timedelta(hours=3))
    assert duty.holder_for(cast.team.pk, at) == cast.lena.pk


def test_while_nobody_is_on_duty_the_next_one_holds_it(cast):
    at = make.at("2026-11-26 02:00")
    make.turn(cast.sol, at + timedelta(hours=6), 4)
    make.turn(cast.lena, at - timedelta(hours=8), 4)
    assert duty.on_duty(cast.team.pk, at) == ()
    assert duty.holder_for(cast.team.pk, at) == cast.sol.pk


def test_with_an_empty_rota_whoever_keeps_it_holds_what_comes_in(cast):
    at = make.at("2026-11-26 02:00")
    assert duty.next_turn(cast.team.pk, at) is None
    assert duty.holder_for(cast.team.pk, at) == cast.noor.pk


def test_somebody_holds_it_even_where_nobody_keeps_the_rota(cast):
    models.Holding.objects.all().delete()
    held = duty.holder_for(cast.team.pk, make.at("2026-11-26 02:00"))
    assert held == cast.ines.pk
    lonely = make.team(cast.riverside, "A team without people")
    assert duty.holder_for(lonely.pk, make.at("2026-11-26 02:00")) == cast.ines.pk


def test_a_turn_of_somebody_who_left_counts_for_nothing(cast):
    at = make.at("2026-11-26 10:00")
    make.turn(cast.lena, at, 4)
    models.Practitioner.objects.filter(pk=cast.lena.pk).update(left_on=date(2026, 11, 20))
    assert duty.on_duty(cast.team.pk, at) == ()
    assert duty.holder_for(cast.team.pk, at) == cast.noor.pk


def test_who_is_away_on_their_turn_does_not_hold_what_comes_in(cast):
    at = make.at("2026-11-26 10:00")
    make.turn(cast.lena, at, 4)
    away(cast.lena, Span(at - timedelta(hours=2), at + timedelta(hours=2)))
    assert duty.holder_for(cast.team.pk, at) == cast.noor.pk


def test_a_service_with_nobody_says_so(cast):
    models.Practitioner.objects.update(left_on=date(2024, 2, 1))
    with pytest.raises(rules.NobodyWorksHere):
        duty.holder_for(cast.team.pk, make.at("2026-11-26 10:00"))


def test_places_that_are_open_by_name(cast):
    make.place(cast.team, "garden room", how_to_get_there="Through the yard", may_be_named=True)
    make.place(cast.team, "Attic")
    make.place(cast.team, "Old house", closed_at=timezone.now())
    found = places.of_team(cast.team.pk)
    assert names(found) == ["Attic", "garden room"]
    assert (found[1].how_to_get_there, found[1].may_be_named) == ("Through the yard", True)
