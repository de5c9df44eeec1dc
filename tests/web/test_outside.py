"""What a monitor is told: how the house stands, and nothing about people."""

import json

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes.state import state

from withness.delivery.actions import outbox
from withness.delivery.rules.states import Way
from withness.people.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.WITHNESS_HOME = tmp_path


def beat(home):
    (home / "worker.beat").write_text(json.dumps({"at": timezone.now().isoformat()}))


def test_health_is_well_while_no_worker_ever_ran(settings):
    assert Client().get("/health").json() == {"well": True, "worker": None}


def test_health_says_when_the_worker_last_finished_a_round(settings):
    beat(settings.WITHNESS_HOME)
    said = Client().get("/health").json()
    assert said["well"] is True
    assert said["worker"].startswith(str(timezone.now().year))


def test_metrics_count_messages_of_the_whole_house_and_nothing_of_people(cast, settings):
    outbox.queue(
        service_id=cast.riverside.pk,
        to=cast.jonas.pk,
        way=Way.LETTER,
        key="one",
        subject="",
        body="x",
    )
    beat(settings.WITHNESS_HOME)
    lines = Client().get("/metrics").content.decode().splitlines()
    assert lines[:3] == [
        'withness_messages{state="waiting"} 1',
        'withness_messages{state="unsure"} 0',
        'withness_messages{state="failed"} 0',
    ]
    assert [line.split(" ")[0] for line in lines[3:]] == ["withness_worker_seconds_since_beat"]


@pytest.mark.parametrize(
    "more", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "1.2.3.4"}]
)
def test_metrics_are_absent_elsewhere_until_they_are_opened(settings, more):
    assert Client().get("/metrics", **more).status_code == 404
    settings.WITHNESS_METRICS = "open"
    assert Client().get("/metrics", **more).status_code == 200


def test_leaving_outside_any_service_ends_the_visit_too(cast, browser_of):
    jonas = browser_of("jonas")
    before = state.set(None)  # as a request outside comes in: no service is in scope
    try:
        assert jonas.post("/leave/").status_code == 303
    finally:
        state.reset(before)
    assert not Visit.objects.filter(person=cast.jonas, ended_at=None).exists()
