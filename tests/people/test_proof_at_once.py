"""Two right answers at the same moment: one proof, one visit, and no second use."""

import threading

from django.core.cache import cache
from django.db import connection
from django_scopes import scope

from withness.people import models, rules
from withness.people.actions import links, proofs, visits
from withness.people.rules import proof


def test_two_right_codes_at_once_prove_one_visit_once(living_cast):
    """The second finds that it is done; the digits are used up, and the trail has one proof."""
    cache.clear()
    cast, said = living_cast, []
    token = links.make(
        service_id=cast.riverside.pk, person_id=cast.jonas.pk, purpose=rules.Purpose.MEMBER,
        opens_id=cast.network.pk, days=9,
    )  # fmt: skip
    visit = visits.begin(spent=links.spend(token=token), asked=False).visit_id
    digits = proofs.code(visit_id=visit).digits
    barrier = threading.Barrier(3)

    def run():
        barrier.wait()
        try:
            with scope(service=cast.riverside.pk):
                proofs.try_code(visit_id=visit, typed=digits, borrowed=False)
            said.append("in")
        except proof.Expired:
            said.append("done already")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert sorted(said) == ["done already", "done already", "in"]
    assert models.Code.objects.filter(used_at__isnull=False).count() == 1
