"""A wish to be forgotten, written by somebody who wants something else to be gone."""

import pytest
from django.utils import timezone

from tests import make
from withness.access.rules import NotAllowed
from withness.exchange.actions import forgetting
from withness.exchange.queries import wishes
from withness.exchange.rules import forgetting as rules
from withness.networks.actions import dying
from withness.records.models import Line
from withness.teams.models import Practitioner

pytestmark = pytest.mark.django_db


def asks(person, by, *categories):
    return forgetting.ask(person_id=person.pk, categories=categories, by=by)


def a_week_later():
    return forgetting.carry_out(now=timezone.now() + rules.PAUSE, zone="Europe/London")


def dies(cast):
    today = timezone.localdate()
    dying.died(network_id=cast.network.pk, person_id=cast.mira.pk, on=today, by=cast.viewer("lena"))


def test_nobody_has_the_words_of_the_dead_taken_back(cast):
    dies(cast)
    with pytest.raises(NotAllowed):
        asks(cast.mira, cast.viewer("lena"), "words")


def test_a_wish_that_waited_when_somebody_died_is_not_carried_out(cast):
    line = make.line(cast.first, cast.mira, "What I saw.")
    asks(cast.mira, cast.viewer("lena"), "words")
    dies(cast)
    assert a_week_later() == 0
    assert Line.objects.get(pk=line.pk).taken_back_at is None


def test_promise_19_the_name_of_somebody_who_worked_here_stays_in_what_they_opened(cast):
    Practitioner.objects.filter(pk=cast.pavel.pk).update(left_on="2026-01-01")
    whose = wishes.whose_wish(cast.pavel.person.pk)
    outcome = rules.outcome(rules.Category.NAME, whose)
    assert (outcome.fate, outcome.because) == (rules.Fate.KEPT, rules.Because.WORKS_HERE)
