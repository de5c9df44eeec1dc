"""Who may do what in the team: own time is one's own, and a duty opens only its own work."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make

from withness.access import policy
from withness.teams import models
from withness.teams.policy import DEEDS
from withness.values.rules.viewer import Duty, Way, nobody

NAMES = ("lena", "sol", "noor", "wilhelm", "mira", "jonas", "hale")
WITH_TABLE = [deed for deed in DEEDS if deed.about is not None]


def fill(practitioner, team):
    """One row of every kind about somebody."""
    own = {"service_id": practitioner.service_id, "practitioner": practitioner}
    now = timezone.now()
    models.Absence.objects.create(**own, starts_at=now, ends_at=now + timezone.timedelta(days=1))
    models.Calendar.objects.create(**own, name="My phone")
    models.Turn.objects.create(**own, team=team, starts_at=now, ends_at=now)


def viewers(cast):
    yield nobody(cast.riverside.pk)
    for name in NAMES:
        yield cast.viewer(name)
    yield make.viewer(cast.lena.person, way=Way.LINK)


@pytest.mark.parametrize("deed", WITH_TABLE, ids=lambda deed: deed.name)
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.lists(st.sampled_from(["lena", "sol", "noor"]), max_size=4))
def test_predicate_and_filter_agree(cast, deed, people):
    make.place(cast.team)
    for name in people:
        fill(getattr(cast, name), cast.team)
    everything = list(deed.about.objects.all())
    for viewer in viewers(cast):
        allowed = set(policy.open_to(viewer, deed.name, deed.about.objects.all()))
        for row in everything:
            assert (policy.may(viewer, deed.name, row) is not None) == (row in allowed)


def allowed(viewer, about=None):
    return {
        deed.name
        for deed in DEEDS
        if deed.about in (about, None) and deed.about is about and policy.may(viewer, deed.name)
    }


def test_no_duty_no_deed(cast):
    assert allowed(cast.viewer("lena")) == {"teams.see"}
    assert allowed(cast.viewer("noor")) == {
        "teams.see",
        "teams.add_practitioner",
        "teams.add_team",
    }


@pytest.mark.parametrize("name", ["lena", "sol", "noor", "mira", "jonas"])
def test_hours_are_ones_own(cast, name):
    for other in ("lena", "sol", "noor", "pavel"):
        may = policy.may(cast.viewer(name), "teams.change_hours", getattr(cast, other)) is not None
        assert may == (name == other)


def test_each_duty_opens_its_own_work_alone(cast):
    deeds = {
        Duty.ROTA: {"teams.add_turn"},
        Duty.SETTINGS: {"teams.add_place", "teams.change_team"},
        Duty.ACCOUNTS: set(),
        Duty.DATA_PROTECTION: set(),
    }
    reading = {"teams.read"}
    for duty, opens in deeds.items():
        models.Holding.objects.filter(practitioner=cast.pavel).delete()
        models.Holding.objects.create(
            service=cast.riverside,
            practitioner=cast.pavel,
            duty=duty,
            since_at=timezone.now(),
        )
        viewer = cast.viewer("pavel")
        may = {
            deed.name
            for deed in DEEDS
            if deed.about is models.Team and policy.may(viewer, deed.name, cast.team)
        }
        assert may == opens | reading


def test_nobody_reaches_into_another_service(cast):
    viewer = cast.viewer("wilhelm")
    for deed in WITH_TABLE:
        if deed.about is models.Team:
            assert policy.may(viewer, deed.name, cast.team) is None


def test_a_peer_and_a_nurse_may_the_same(cast):
    """Promise 4: roles have no rank."""
    for deed in DEEDS:
        if deed.about is models.Team:
            lena = policy.may(cast.viewer("lena"), deed.name, cast.team)
            sol = policy.may(cast.viewer("sol"), deed.name, cast.team)
            assert (lena is None) == (sol is None)
