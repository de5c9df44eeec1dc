"""People come and go, keep their time, and share the duties."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests import make

from withness.access.rules import NotAllowed
from withness.people import models as people
from withness.people.rules import AddressElsewhere
from withness.teams import models
from withness.teams.actions import calendars, hours, places, practitioners, rota
from withness.teams.queries import free, own
from withness.teams.rules import duty as duty_rules
from withness.teams.rules import posts
from withness.teams.rules.hours import HoursTouch, Weekly
from withness.trail.models import Entry
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Duty

NINE_TO_ONE = [Weekly(n, time(9), time(13)) for n in range(5)]
THURSDAY = Span(make.at("2026-11-26 00:00"), make.at("2026-11-27 00:00"))


def add(cast, **more):
    told = {
        "team_id": cast.team.pk,
        "name": "Asta",
        "email": "asta@example.org",
        "is_peer": True,
        "languages": ["de", "en"],
        "hours": NINE_TO_ONE,
        "began_on": date(2026, 1, 1),
        "by": cast.viewer("noor"),
    }
    return practitioners.add(**(told | more))


def change(cast, who, **more):
    told = {
        "practitioner_id": who.pk,
        "team_id": cast.team.pk,
        "is_peer": who.is_peer,
        "languages": who.languages,
        "base_id": None,
        "last_day": None,
        "by": cast.viewer("noor"),
    }
    practitioners.change(**(told | more))


def held(duty):
    rows = models.Holding.objects.filter(duty=duty, until_at=None)
    return set(rows.values_list("practitioner_id", flat=True))


def test_somebody_begins_and_can_sign_in(cast):
    post_id = add(cast)
    post = models.Practitioner.objects.get(pk=post_id)
    assert (post.person.name, post.is_peer, post.languages) == ("Asta", True, ["de", "en"])
    assert post.person.account.email == "asta@example.org"
    assert free.free([post_id], THURSDAY)[post_id] == (
        Span(make.at("2026-11-26 09:00"), make.at("2026-11-26 13:00")),
    )
    assert Entry.objects.filter(deed="teams.add_practitioner", about_id=post_id).count() == 1


def test_an_address_that_signs_in_already_is_refused_and_nothing_is_half_saved(cast):
    before = people.Person.objects.count()
    with pytest.raises(AddressElsewhere):
        add(cast, email="Lena@example.org")
    with pytest.raises(HoursTouch):
        add(cast, hours=[Weekly(0, time(9), time(12)), Weekly(0, time(11), time(13))])
    with pytest.raises(posts.NoName):
        add(cast, name="   ")
    assert people.Person.objects.count() == before
    assert not people.Account.objects.filter(email="asta@example.org").exists()


@pytest.mark.parametrize("name", ["lena", "sol", "wilhelm", "mira"])
def test_without_the_duty_nobody_adds_anybody(cast, name):
    with pytest.raises(NotAllowed):
        add(cast, by=cast.viewer(name))


def test_nobody_is_added_to_a_team_of_another_service(cast):
    with pytest.raises(NotAllowed):
        add(cast, team_id=cast.other_team.pk)


def test_who_leaves_lays_down_every_duty_and_is_signed_out(cast):
    rota.give(practitioner_id=cast.pavel.pk, duty=Duty.ROTA, by=cast.viewer("noor"))
    salt = people.Account.objects.get(email="pavel@example.org").salt
    change(cast, cast.pavel, last_day=timezone.now().date() - timedelta(days=1))
    assert held(Duty.ROTA) == {cast.noor.pk}
    assert people.Account.objects.get(email="pavel@example.org").salt != salt


def test_who_has_left_sees_nothing_any_more(cast):
    change(cast, cast.lena, last_day=timezone.now().date() - timedelta(days=1))
    client = Client()
    client.force_login(people.Account.objects.get(email="lena@example.org"))
    assert client.get("/riverside/teams/").status_code == 404


def test_the_last_keeper_cannot_leave_before_somebody_takes_the_duty(cast):
    with pytest.raises(posts.LastKeeper):
        change(cast, cast.noor, last_day=date(2027, 1, 1))
    with pytest.raises(posts.LastKeeper):
        rota.lay_down(practitioner_id=cast.noor.pk, duty=Duty.ACCOUNTS, by=cast.viewer("noor"))
    rota.give(practitioner_id=cast.lena.pk, duty=Duty.ACCOUNTS, by=cast.viewer("noor"))
    rota.lay_down(practitioner_id=cast.noor.pk, duty=Duty.ACCOUNTS, by=cast.viewer("noor"))
    assert held(Duty.ACCOUNTS) == {cast.lena.pk}


def test_a_last_day_before_the_first_is_refused(cast):
    with pytest.raises(posts.LeftBeforeBegun):
        change(cast, cast.lena, last_day=date(2020, 1, 1))


def test_one_may_lay_down_ones_own_duty_but_not_another_s(cast):
    rota.give(practitioner_id=cast.lena.pk, duty=Duty.ROTA, by=cast.viewer("noor"))
    with pytest.raises(NotAllowed):
        rota.lay_down(practitioner_id=cast.noor.pk, duty=Duty.ROTA, by=cast.viewer("lena"))
    rota.lay_down(practitioner_id=cast.lena.pk, duty=Duty.ROTA, by=cast.viewer("lena"))
    assert held(Duty.ROTA) == {cast.noor.pk}


def test_a_duty_given_twice_is_had_once(cast):
    for _ in range(2):
        rota.give(practitioner_id=cast.lena.pk, duty=Duty.ROTA, by=cast.viewer("noor"))
    assert models.Holding.objects.filter(practitioner=cast.lena, duty=Duty.ROTA).count() == 1


def test_hours_change_at_once_or_from_a_day_on(cast):
    lena = cast.viewer("lena")
    hours.keep(practitioner_id=cast.lena.pk, hours=NINE_TO_ONE, by=lena)
    assert own.hours_of(cast.lena.pk, date(2026, 11, 1)) == tuple(NINE_TO_ONE)
    later = [Weekly(3, time(12, 30), time(0))]
    hours.keep(practitioner_id=cast.lena.pk, hours=later, from_on=date(2026, 11, 26), by=lena)
    window = Span(make.at("2026-11-19 00:00"), make.at("2026-12-04 00:00"))
    thursdays = [
        span
        for span in free.free([cast.lena.pk], window)[cast.lena.pk]
        if span.start.weekday() == 3
    ]
    assert thursdays == [
        Span(make.at("2026-11-19 09:00"), make.at("2026-11-19 13:00")),
        Span(make.at("2026-11-26 12:30"), make.at("2026-11-27 00:00")),
        Span(make.at("2026-12-03 12:30"), make.at("2026-12-04 00:00")),
    ]


@pytest.mark.parametrize("name", ["sol", "noor", "wilhelm", "mira"])
def test_nobody_else_touches_ones_time(cast, name):
    viewer = cast.viewer(name)
    mine = hours.be_away(practitioner_id=cast.lena.pk, span=THURSDAY, by=cast.viewer("lena"))
    with pytest.raises(NotAllowed):
        hours.keep(practitioner_id=cast.lena.pk, hours=[], by=viewer)
    with pytest.raises(NotAllowed):
        hours.be_away(practitioner_id=cast.lena.pk, span=THURSDAY, by=viewer)
    with pytest.raises(NotAllowed):
        hours.be_back(absence_id=mine, by=viewer)
    with pytest.raises(NotAllowed):
        calendars.put(practitioner_id=cast.lena.pk, name="x", by=viewer)


def test_an_absence_sent_twice_is_kept_once_and_can_be_taken_back(cast):
    lena = cast.viewer("lena")
    first = hours.be_away(practitioner_id=cast.lena.pk, span=THURSDAY, by=lena)
    assert hours.be_away(practitioner_id=cast.lena.pk, span=THURSDAY, by=lena) == first
    assert free.free([cast.lena.pk], THURSDAY)[cast.lena.pk] == ()
    hours.be_back(absence_id=first, by=lena)
    assert free.free([cast.lena.pk], THURSDAY)[cast.lena.pk] != ()
    with pytest.raises(NotAllowed):
        hours.be_back(absence_id=first, by=lena)


def test_a_calendar_file_takes_the_place_of_the_one_with_the_same_name(cast):
    lena = cast.viewer("lena")
    for start in ("09:00", "15:00"):
        calendars.put(
            practitioner_id=cast.lena.pk,
            name="Telephone",
            busy=[Span(make.at(f"2026-11-26 {start}"), make.at("2026-11-26 17:00"))],
            by=lena,
        )
    assert models.Calendar.objects.filter(practitioner=cast.lena).count() == 1
    assert free.free([cast.lena.pk], THURSDAY)[cast.lena.pk] == (
        Span(make.at("2026-11-26 09:00"), make.at("2026-11-26 15:00")),
    )
    (calendar,) = models.Calendar.objects.filter(practitioner=cast.lena)
    calendars.end(calendar_id=calendar.pk, by=lena)
    assert models.Busy.objects.count() == 0


def test_the_same_person_is_not_put_on_duty_twice_at_once(cast):
    noor = cast.viewer("noor")
    told = {"team_id": cast.team.pk, "practitioner_id": cast.lena.pk, "by": noor}
    rota.add(spans=[THURSDAY], **told)
    with pytest.raises(duty_rules.TurnTwice):
        rota.add(spans=[THURSDAY], **told)
    assert models.Turn.objects.count() == 1


def test_several_turns_are_kept_all_or_none(cast):
    noor = cast.viewer("noor")
    twice = [THURSDAY, THURSDAY]
    with pytest.raises(duty_rules.TurnTwice):
        rota.add(team_id=cast.team.pk, practitioner_id=cast.lena.pk, spans=twice, by=noor)
    assert models.Turn.objects.count() == 0


def test_the_rota_is_kept_by_that_duty_alone(cast):
    turn = make.turn(cast.lena)
    for name in ("lena", "wilhelm", "mira"):
        with pytest.raises(NotAllowed):
            rota.remove(turn_id=turn.pk, by=cast.viewer(name))
    with pytest.raises(NotAllowed):
        rota.add(
            team_id=cast.team.pk,
            practitioner_id=cast.wilhelm.pk,
            spans=[THURSDAY],
            by=cast.viewer("noor"),
        )
    rota.remove(turn_id=turn.pk, by=cast.viewer("noor"))
    with pytest.raises(NotAllowed):
        rota.remove(turn_id=uuid4(), by=cast.viewer("noor"))


def test_a_place_is_added_once_changed_and_closed(cast):
    noor = cast.viewer("noor")
    told = {"how_to_get_there": "", "may_be_named": False, "by": noor}
    first = places.add(team_id=cast.team.pk, name="Attic", **told)
    assert places.add(team_id=cast.team.pk, name="Attic", **told) == first
    places.change(place_id=first, name="الغرفة", **told)
    places.close(place_id=first, by=noor)
    place = models.Place.objects.get(pk=first)
    assert (place.name, place.closed_at is None) == ("الغرفة", False)
    with pytest.raises(NotAllowed):
        places.close(place_id=first, by=cast.viewer("lena"))


def test_an_address_that_was_given_up_signs_in_no_more(cast):
    from allauth.account.models import EmailAddress

    account = people.Account.objects.get(email="lena@example.org")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    practitioners.mail(
        practitioner_id=cast.lena.pk, email="lena.new@example.org", by=cast.viewer("noor")
    )
    assert people.Account.objects.get(pk=account.pk).email == "lena.new@example.org"
    assert EmailAddress.objects.count() == 0
