"""Networks come in from a file: looked at first, then all of them or none."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.exchange import models
from withness.exchange.queries import importing
from withness.exchange.rules import networks as rules
from withness.exchange.rules import table
from withness.networks.actions import forming
from withness.networks.models import Network, WithoutPeer
from withness.networks.rules import belonging
from withness.networks.rules.states import Said, WhoseReason
from withness.people.actions import persons
from withness.trail import actions as trail
from withness.values.rules.viewer import Belonging, Viewer

KEPT = timedelta(days=1)  # how long a file waits to be brought in


def take_in(*, data: bytes, by: Viewer) -> UUID:
    """Keep a file for a day, sealed, so that somebody can look at it; return its id.

    Nothing is brought in yet. Raises what is wrong with the file as a whole (`TooBig`, `Empty`,
    `NotATable`, `TooManyRows`, `QuoteOpen`, `ColumnsMissing`).
    """
    right = policy.require(by, "exchange.import")
    text, read_as = table.decoded(data)
    importing.planned(by, text)
    now = timezone.now()
    with transaction.atomic():
        models.Arrival.objects.filter(done_at=None, made_at__lt=now - KEPT).delete()
        row = models.Arrival(
            service_id=by.service_id,
            text=text,
            read_as=read_as,
            brought_by_id=_person_of(by),
            made_at=now,
        )
        row.save(force_insert=True)
        trail.did("exchange.import", by=by, right=right, about=row.pk)
        return row.pk


def bring_in(*, arrival_id: UUID, said: bool, by: Viewer) -> int:
    """Write down every network of a file, or none; return how many.

    `said`: whoever brings them confirms that each person at the centre has said who belongs. A
    file is brought in once, however often this is asked, and a network that came by an earlier
    file is left out. Raises `NobodySaid`, `HasFaults`, `CameMeanwhile`, `NotAllowed`.
    """
    try:
        with transaction.atomic():
            row = models.Arrival.objects.select_for_update().filter(pk=arrival_id).first()
            if row is None:
                raise NotAllowed
            right = policy.require(by, "exchange.finish_import", row)
            if row.done_at is not None or row.text is None:
                return row.networks
            if not said:
                raise rules.NobodySaid
            plan = importing.planned(by, row.text)
            if plan.faults:
                raise rules.HasFaults
            for one in plan.new:
                _write_down(one, by=by)
            row.text = None
            row.done_at = timezone.now()
            row.networks = len(plan.new)
            row.save(update_fields=["text", "done_at", "networks"])
            trail.did("exchange.finish_import", by=by, right=right, about=row.pk)
            return row.networks
    except IntegrityError:
        raise rules.CameMeanwhile from None


def _write_down(planned: importing.PlannedFact, *, by: Viewer) -> None:
    row = planned.row
    centre_id = persons.add(service_id=by.service_id, name=row.centre, language=planned.language)
    for kind, value in row.reaches:
        persons.reach(service_id=by.service_id, person_id=centre_id, kind=kind, value=value)
    network_id = forming.form(
        team_id=planned.practitioners[0].team_id,
        name=row.network,
        language=planned.language,
        by=by,
        centre_id=centre_id,
        practitioner_ids=[one.id for one in planned.practitioners],
        people=[
            *(_named(one, Belonging.MEMBER) for one in row.members),
            *(_named(one, Belonging.AGENCY) for one in row.agencies),
        ],
        said=Said.ROOM,
        has_met=True,
    )
    models.Arrived(
        service_id=by.service_id, mark=planned.mark, network_id=network_id, at=timezone.now()
    ).save(force_insert=True)
    if row.patient_number:
        network = Network.objects.only("id").get(pk=network_id)
        network.patient_number = row.patient_number
        network.save(update_fields=["patient_number"])
    if row.why_no_peer and not planned.has_peer:
        _say_why(network_id, row, by=by)


def _named(one: rules.Named, kind: Belonging) -> belonging.Named:
    return belonging.Named(name=one.name, how=one.how, belonging=kind, reach=one.reach)


def _say_why(network_id: UUID, row: rules.NetworkRow, *, by: Viewer) -> None:
    """Keep the answer that the file gives to the open question of a missing peer (promise 9)."""
    wish = row.is_the_networks_wish
    WithoutPeer(
        service_id=by.service_id,
        network_id=network_id,
        whose=WhoseReason.NETWORK if wish else WhoseReason.STAFF,
        reason=None if wish else row.why_no_peer,
        said_by_id=_person_of(by),
        said_at=timezone.now(),
    ).save(force_insert=True)


def _person_of(by: Viewer) -> UUID:
    if by.person_id is None:
        raise NotAllowed
    return by.person_id
