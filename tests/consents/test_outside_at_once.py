"""A consent is taken back while somebody tells: one of the two comes second, and nothing leaks."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django_scopes import scope

from tests.consents import said
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import outside, sharing
from withness.consents.rules import outside as rules


@pytest.mark.parametrize("first", ["tell", "take back"])
def test_whoever_comes_second_waits_and_loses_kindly(living_cast, first):
    """The lock decides: told before it was taken back, or refused after; never told after."""
    cast = living_cast
    row = said.consent(cast.network, cast.mira)
    mira, lena = cast.viewer("mira"), cast.viewer("lena")
    holds, went = threading.Event(), []

    def take_back():
        outside.take_back(consent_id=row.pk, by=mira)

    def tell():
        sharing.tell(
            to=sharing.Recipient(consent_id=row.pk), matters=["that"],
            network_id=cast.network.pk, person_id=cast.mira.pk, how=rules.Way.TELEPHONE, by=lena,
        )  # fmt: skip

    def second():
        holds.wait(20)
        try:
            with scope(service=cast.riverside.pk):
                (take_back if first == "tell" else tell)()
                went.append("kept")
        except rules.NoConsent:
            went.append("refused")
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        (tell if first == "tell" else take_back)()
        holds.set()
        thread.join(0.6)
        assert thread.is_alive(), "the second waits for the first"
    thread.join(20)
    told = models.Told.objects.count()
    assert (went, told) == ((["kept"], 1) if first == "tell" else (["refused"], 0))
    assert models.Word.objects.filter(consent=row, what="taken_back").count() == 1


def test_many_at_once_leave_one_word_after_the_other(living_cast):
    cast = living_cast
    row = said.consent(cast.network, cast.mira)
    broken = []

    def say(number):
        try:
            with scope(service=cast.riverside.pk):
                if number % 2:
                    outside.take_back(consent_id=row.pk, by=cast.viewer("lena"))
                else:
                    sharing.tell(
                        to=sharing.Recipient(consent_id=row.pk), matters=["that"],
                        network_id=cast.network.pk, person_id=cast.mira.pk,
                        how=rules.Way.LETTER, by=cast.viewer("sol"),
                    )  # fmt: skip
        except rules.NoConsent:
            pass
        except (DatabaseError, NotAllowed) as trouble:
            broken.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=say, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    numbers = list(models.Word.objects.filter(consent=row).values_list("number", flat=True))
    assert sorted(numbers) == [1, 2], "taken back once, whoever came first"
    back = models.Word.objects.get(consent=row, number=2).said_at
    assert not models.Told.objects.filter(told_at__gt=back).exists()
