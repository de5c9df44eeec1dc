"""Made-up consents in Mira's network: one that stands, one that waits, one withdrawn mid-way."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from withness.consents import models
from withness.consents.rules import outside as rules
from withness.consents.rules.outside import How, Kind, Matter, What
from withness.demo.actions.batch import Batch
from withness.networks.models import Membership, Network
from withness.teams.models import Holding, Practitioner
from withness.values.rules.viewer import Belonging, Duty

TERMS = {
    "en": "You take part because you want to. You say who belongs, what you talk about and when "
    "you stop.\n\nWhat you say is yours. We tell nobody outside anything without your yes.",
    "de": "Sie machen mit, weil Sie es wollen. Sie sagen, wer dazugehört, worüber Sie sprechen und "
    "wann Sie aufhören.\n\nWas Sie sagen, gehört Ihnen. Ohne Ihr Ja sagen wir niemandem etwas.",
    "it": "Partecipate perché lo volete. Dite voi chi ne fa parte, di che cosa parlate e quando "
    "smettere.\n\nQuello che dite è vostro. Senza il vostro sì non diciamo niente a nessuno.",
}


def allow(batch: Batch, centre_id: UUID, now: datetime) -> None:
    """Write what the people of one network allow, what was told, terms and a study."""
    network = Network.objects.get(centre_id=centre_id)
    places = list(Membership.objects.filter(network=network, left_at=None).select_related("person"))
    members = [one.person for one in places if one.belonging == Belonging.MEMBER]
    [lena, *_] = [one.person for one in places if one.belonging == Belonging.PRACTITIONER]
    jonas, edda = members[:2]
    later = now + timedelta(days=150)
    doctor = _consent(batch, network, network.centre, Kind.DOCTOR, "Dr Shah, my GP", now)
    _word(batch, doctor, 1, What.GIVEN, How.ROOM, now - timedelta(days=30), lena, later,
          [Matter.THAT, Matter.WHEN])  # fmt: skip
    _told(batch, doctor, 1, [Matter.THAT], now - timedelta(days=28), lena)
    # a planted harm: a consent withdrawn mid-way, after something had been told
    aunt = _consent(batch, network, jonas, Kind.FAMILY, "Aunt Vera", now)
    _word(batch, aunt, 1, What.GIVEN, How.THEMSELVES, now - timedelta(days=25), jonas, later,
          [Matter.THAT, Matter.OWN_WORDS], "I am tired, and I am not giving up.")  # fmt: skip
    _told(batch, aunt, 1, [Matter.THAT], now - timedelta(days=22), lena)
    _word(batch, aunt, 2, What.TAKEN_BACK, How.THEMSELVES, now - timedelta(days=21), jonas)
    school = _consent(batch, network, edda, Kind.AGENCY, "Mr Okoro, the school", now)
    _word(batch, school, 1, What.GIVEN, How.TELEPHONE, now - timedelta(days=1), lena, later,
          [Matter.WHEN])  # fmt: skip
    _house(batch, now)


def _house(batch: Batch, now: datetime) -> None:
    keeper = Practitioner.objects.filter(
        pk__in=_holders(Duty.SETTINGS)
    ).select_related("person").first()  # fmt: skip
    if keeper is None:
        return
    batch.add(
        models.Terms, number=1, texts=TERMS, put_by=keeper.person, put_at=now - timedelta(days=300)
    )
    batch.add(
        models.Study,
        titles={"en": "How a meeting begins"},
        texts={"en": "We ask people which first words helped, and which did not. One talk of half "
               "an hour, where you like. You can stop at any time."},
        contact="A made-up university, 01632 960555",
        ends_on=(now + timedelta(days=200)).date(),
        put_by=keeper.person,
        put_at=now - timedelta(days=10),
    )  # fmt: skip


def _holders(duty: Duty) -> Any:
    return Holding.objects.filter(duty=duty).values("practitioner_id")


def _consent(
    batch: Batch, network: Network, person: Any, kind: Kind, name: str, now: datetime
) -> Any:
    return batch.add(
        models.Consent,
        network=network,
        person=person,
        kind=kind,
        name=name,
        made_at=now - timedelta(days=30),
    )


def _word(
    batch: Batch,
    consent: Any,
    number: int,
    what: What,
    how: How,
    at: datetime,
    by: Any,
    until: datetime | None = None,
    matters: tuple[Matter, ...] | list[Matter] = (),
    own_words: str | None = None,
) -> None:
    batch.add(
        models.Word,
        consent=consent,
        number=number,
        what=what,
        how=how,
        matters=[str(one) for one in matters],
        own_words=own_words,
        until=until,
        written_by=by,
        said_at=at,
    )


def _told(
    batch: Batch, consent: Any, number: int, matters: list[Matter], at: datetime, by: Any
) -> None:
    batch.add(
        models.Told,
        network=consent.network,
        person=consent.person,
        consent=consent,
        word=number,
        kind=consent.kind,
        name=consent.name,
        matters=[str(one) for one in matters],
        way=rules.Way.TELEPHONE,
        told_by=by,
        told_at=at,
    )
