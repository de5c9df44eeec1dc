"""Writes Riverside into an empty house: a team of three, at work at every hour of every day.

Run as a program, with the house's own environment.
"""

from datetime import time

import django

django.setup()

from django_scopes import scope

from tests import make
from withness.teams import models as teams

ALWAYS = [(time(0), time(12)), (time(12), time(0))]


def at_any_hour(post):
    """Let somebody work around the clock, so that no journey depends on when it is run."""
    for weekday in range(7):
        for begins, ends in ALWAYS:
            teams.Hours.objects.create(
                service_id=post.service_id,
                practitioner=post,
                weekday=weekday,
                begins=begins,
                ends=ends,
            )


def stage():
    """Write the service, its team and a turn on duty."""
    service = make.service(name="Riverside", sender_name="Riverside", languages=["en", "de"])
    with scope(service=service.pk):
        team = make.team(service)
        make.place(team, "Garden room", may_be_named=True)
        lena = make.practitioner(team, "Lena", email="lena@example.org", hours="")
        sol = make.practitioner(team, "Sol", is_peer=True, email="sol@example.org", hours="")
        noor = make.practitioner(
            team,
            "Noor",
            email="noor@example.org",
            hours="",
            duties=("rota", "accounts", "settings", "data_protection"),
        )
        for one in (lena, sol, noor):
            at_any_hour(one)
        make.turn(noor)


if __name__ == "__main__":
    stage()
