"""Nobody speaks as a parent for somebody who is of age."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from withness.networks import models
from withness.networks.actions import speaking, young
from withness.networks.queries import speaking as queries
from withness.networks.queries.speaking import today_of
from withness.networks.rules.deciding import As, Scope
from withness.service.actions import law

pytestmark = pytest.mark.django_db


@pytest.fixture
def tarek(cast):
    """Tarek is young for a year, and Edda speaks for him as a parent as long."""
    law.write(service_id=cast.riverside.pk, jurisdiction="england")
    by = make.viewer(cast.lena.person)
    today = today_of(cast.riverside.pk, timezone.now())
    here = {"network_id": cast.network.pk, "person_id": cast.tarek.pk}
    young.say(**here, until=today + timedelta(days=300), by=by)
    speaking.name(
        **here, speaker_id=cast.edda.pk, kind=As.PARENT, scopes=list(Scope),
        until=today + timedelta(days=299), by=by, proof="a birth certificate",
    )  # fmt: skip
    return here | {"by": by, "today": today}


def speaks(cast):
    return queries.may_speak(
        make.viewer(cast.edda), Scope.SHARING, network_id=cast.network.pk, person_id=cast.tarek.pk
    )


def test_a_parent_stops_speaking_when_an_earlier_day_is_said(cast, tarek):
    assert speaks(cast)
    here = {name: tarek[name] for name in ("network_id", "person_id", "by")}
    young.say(**here, until=tarek["today"] + timedelta(days=1))
    speaking.of_age(now=timezone.now() + timedelta(days=2))
    assert not models.Young.objects.filter(ended_at=None).exists()
    assert speaks(cast) is None
    assert queries.speakers(Scope.RECEIVING, cast.network.pk, [cast.tarek.pk], timezone.now()) == {}
