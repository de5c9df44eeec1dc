"""Two at once: one breaking and one telling; one second person."""

from threading import Barrier, Thread

from django.db import connection
from django_scopes import scope

from tests.consents.test_demand_actions import keeps, open_to, proposes
from withness.consents import models
from withness.consents.actions import demand, glass
from withness.consents.rules import demand as demand_rules
from withness.consents.rules import glass as glass_rules
from withness.delivery.models import Message
from withness.values.rules.viewer import Duty


def at_once(cast, deeds, refusal):
    """Do both at the same moment; return what became of them."""
    ready, outcomes = Barrier(len(deeds)), []

    def do(deed):
        try:
            with scope(service=cast.riverside.pk):
                ready.wait(10)
                deed()
                outcomes.append("done")
        except refusal:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return sorted(outcomes)


def test_two_presses_at_once_are_one_breaking_and_one_telling(living_cast):
    cast = living_cast
    by, why = cast.viewer("pavel"), "Mira rang the night line and nobody answers."

    def press():
        glass.open_one(network_id=cast.network.pk, reason=why, by=by)

    assert at_once(cast, [press, press], glass_rules.OpenAlready) == ["done", "refused"]
    assert models.Glass.objects.count() == 1
    assert Message.objects.filter(to=cast.jonas).count() == 1


def test_of_two_who_confirm_at_once_one_is_the_second_person(living_cast):
    cast = living_cast
    keeps(cast.pavel, Duty.ACCOUNTS)
    keeps(cast.ines, Duty.ACCOUNTS)
    demand_id = proposes(cast)

    def confirms(by):
        return lambda: demand.confirm(demand_id=demand_id, by=by)

    deeds = [confirms(cast.viewer(name)) for name in ("pavel", "ines")]
    assert at_once(cast, deeds, demand_rules.StandsOtherwise) == ["done", "refused"]
    assert len(open_to(cast, "pavel")) + len(open_to(cast, "ines")) == 1
