"""Somebody ends that another speaks for them while that one says something: one comes second."""

import threading

import pytest
from django.db import connection, transaction
from django_scopes import scope

from tests.consents.test_speaking import gives
from tests.networks.test_speaking import own
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.networks.actions import speaking as proxies
from withness.networks.rules.deciding import Scope


@pytest.mark.parametrize("first", ["give", "end"])
def test_whoever_comes_second_waits_and_nothing_is_said_after_the_end(living_cast, first):
    cast = living_cast
    proxy_id = own(cast, scopes=[Scope.SHARING])
    mira = cast.viewer("mira")
    holds, went = threading.Event(), []

    def end():
        proxies.end(proxy_id=proxy_id, by=mira)

    def give():
        gives(cast)

    def second():
        holds.wait(20)
        try:
            with scope(service=cast.riverside.pk):
                (end if first == "give" else give)()
                went.append("kept")
        except NotAllowed:
            went.append("refused")
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        (give if first == "give" else end)()
        holds.set()
        thread.join(0.6)
        assert thread.is_alive(), "the second waits for the first"
    thread.join(20)
    said = models.Word.objects.count()
    assert (went, said) == ((["kept"], 1) if first == "give" else (["refused"], 0))
