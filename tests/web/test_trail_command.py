"""`manage trail verify` and `let-go`, the worker's sealing, the daily head, and a copy brought back."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.trail.conftest import id_at
from withness.days import tasks
from withness.delivery.models import Message
from withness.service.queries import law
from withness.trail import models, rules
from withness.trail.queries import chain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _beside(settings, tmp_path):
    settings.WITHNESS_KEYS_FILE = tmp_path / "keys"


def said(*words):
    """What the command says, and whether it was content."""
    out = StringIO()
    try:
        call_command("trail", *words, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


def read(cast, days_ago=0):
    at = timezone.now() - timedelta(days=days_ago)
    pk = id_at(at)
    return models.Entry.objects.create(
        id=pk, service_id=cast.riverside.pk, at=at, deed="networks.read", once=pk.hex,
        person_id=cast.person("lena").pk, right="belongs_to_network", network_id=cast.network.pk,
    )  # fmt: skip


def test_the_worker_seals_and_the_command_finds_all_well(cast):
    read(cast)
    tasks.seal(timezone.now())
    text, code = said("verify")
    assert code == 0
    assert "riverside: whole. 1 entries in 1 seals" in text
    head = chain.last(cast.riverside.pk).head
    assert head in chain.heads_path().read_text()
    assert said("verify", "--head", head)[1] == 0
    text, code = said("verify", "--head", "0" * 64)
    assert (code, "belongs to no seal here" in text) == (1, True)


def test_a_broken_span_is_named_in_plain_words(cast):
    """A tail was cut off: the file beside the keys knows it."""
    read(cast)
    tasks.seal(timezone.now())
    chain.heads_path().write_text(rules.head_lines([rules.Head(cast.riverside.pk, 9, "f" * 64)]))
    text, code = said("verify")
    assert code == 1
    assert "riverside: BROKEN." in text
    assert "belongs to seal 9; the chain here ends before it" in text


def test_a_service_that_is_gone_with_its_whole_trail_is_missed(cast):
    chain.heads_path().write_text(
        rules.head_lines([rules.Head(id_at(timezone.now()), 3, "e" * 64)])
    )
    text, code = said("verify")
    assert (code, "a service that is not here: BROKEN." in text) == (1, True)


def test_what_looks_after_data_protection_gets_the_head_once_a_day(cast):
    """A number and a hash; no name and nothing counted (promise 20)."""
    read(cast)
    now = timezone.now()
    tasks.send_heads(now)
    assert not Message.objects.filter(key__startswith="trail:").exists()
    tasks.seal(now)
    for hour in (0, 0, 24):
        tasks.send_heads(now + timedelta(hours=hour))
    mails = Message.objects.filter(key__startswith="trail:")
    assert [one.to_id for one in mails] == [cast.person("noor").pk] * 2
    last = chain.last(cast.riverside.pk)
    assert {one.state for one in mails} == {"waiting"}
    assert last.head in mails[0].body
    assert "Number: 1" in mails[0].body
    assert not any(cast.person(name).name in mails[0].body for name in cast.who)


def test_let_go_follows_the_law_of_the_place(cast, monkeypatch):
    read(cast, days_ago=40)
    tasks.seal(timezone.now() - timedelta(days=39))
    read(cast)
    tasks.seal(timezone.now())
    monkeypatch.setattr(law, "days", lambda _rule, _at: None)
    assert "all is kept" in said("let-go")[0]
    assert models.Entry.objects.count() == 2
    monkeypatch.setattr(law, "days", lambda _rule, _at: 30)
    told, code = said("let-go")
    assert (code, "riverside: 1 entries older than 30 days were let go." in told) == (0, True)
    text, code = said("verify")
    assert (code, "1 were let go" in text) == (0, True)


def test_nothing_is_let_go_from_a_broken_trail(cast, monkeypatch):
    monkeypatch.setattr(law, "days", lambda _rule, _at: 30)
    read(cast, days_ago=40)
    tasks.seal(timezone.now() - timedelta(days=39))
    chain.heads_path().write_text(rules.head_lines([rules.Head(cast.riverside.pk, 1, "f" * 64)]))
    text, code = said("let-go")
    assert (code, "nothing goes" in text) == (1, True)
    assert models.Entry.objects.count() == 1
