"""Looking through anybody's eyes exists in demo mode only."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.house.the_house import REPOSITORY

pytestmark = pytest.mark.django_db


def test_outside_demo_mode_there_is_no_bar_and_no_address(cast, browser_of):
    assert "withness.demo" not in settings.INSTALLED_APPS
    client = browser_of(None)
    absent = client.get("/riverside/nothing-here/").content
    for address in ("/demo/as/mira/", "/demo/as/", "/demo/"):
        for answer in (client.get(address), client.post(address, {"name": "mira"})):
            assert (answer.status_code, answer.content) == (404, absent)


def test_outside_demo_mode_borrowed_eyes_in_a_session_see_nothing(cast, client):
    session = client.session
    session["eyes"] = {
        "key": "lena",
        "person": str(cast.lena.person_id),
        "way": "signed_in",
        "opens": None,
    }
    session.save()
    assert client.get(f"/riverside/networks/{cast.network.pk}/").status_code == 404


def in_demo_mode(home, *words):
    return subprocess.run(
        [sys.executable, "-m", "django", *words, "--settings", "withness.web.settings"],
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith(("WITHNESS_", "DJANGO_"))},
            "WITHNESS_HOME": str(home),
            "WITHNESS_DEMO": "1",
            "PYTHONPATH": str(REPOSITORY / "src"),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_demo_fills_an_empty_home_once_and_never_touches_a_real_service(tmp_path):
    assert in_demo_mode(tmp_path, "migrate", "-v0").returncode == 0
    first = in_demo_mode(tmp_path, "demo", "--scale", "3")
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    assert "still here" in in_demo_mode(tmp_path, "demo", "--scale", "3").stderr
    assert in_demo_mode(tmp_path, "demo", "--scale", "2", "--fresh").returncode == 0
    real = "from withness.service.models import Service as S; S.objects.update(is_made_up=False)"
    assert in_demo_mode(tmp_path, "shell", "-c", real).returncode == 0
    refused = in_demo_mode(tmp_path, "demo", "--scale", "2", "--fresh")
    assert refused.returncode == 1
    assert "real service" in refused.stderr
