"""Nobody carries out by telephone what somebody who has died is said to have said."""

import pytest
from django.utils import timezone

from tests import make
from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks.actions import dying
from withness.networks.models import Membership
from withness.records.actions import telephone
from withness.records.models import Line

pytestmark = pytest.mark.django_db


def test_promise_21_the_words_of_the_dead_are_taken_back_by_nobody(cast):
    line = make.line(cast.first, cast.mira, "What I saw.")
    lena, place = cast.viewer("lena"), Membership.objects.filter(person=cast.mira)
    assert policy.may(lena, "records.take_back_for", line)
    assert policy.may(lena, "records.answer_for", place.get())
    dying.died(network_id=cast.network.pk, person_id=cast.mira.pk, on=timezone.localdate(), by=lena)
    with pytest.raises(NotAllowed):
        telephone.take_back(line_id=line.pk, by=lena)
    rows = Line.objects.filter(pk=line.pk, taken_back_at=None)
    assert not policy.open_to(lena, "records.take_back_for", rows).exists()
    assert policy.may(lena, "records.answer_for", place.get()) is None
    assert not policy.open_to(lena, "records.answer_for", place).exists()
