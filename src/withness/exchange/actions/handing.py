"""Handing over the short extract of a meeting: always written down, always shown."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents.actions import sharing
from withness.consents.rules import outside
from withness.exchange import models
from withness.exchange.rules import extract
from withness.exchange.rules import networks as rules
from withness.exchange.rules.states import Form
from withness.meetings.models import Meeting
from withness.networks.models import Network
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def hand_over(
    *, meeting_id: UUID, form: Form, with_number: bool, by: Viewer, reason: str = ""
) -> UUID:
    """Write down that the extract of a held meeting leaves, and return the handing's id.

    `with_number`: the patient number stands on it, where the network has one. The network sees
    that it left, in which form, by whom and when. It leaves on the word of the person at the
    centre, or with a `reason` that everyone in the network reads: else `NoConsent`. Raises
    `TooLong`, `NotAllowed`.
    """
    with transaction.atomic():
        meeting = Meeting.objects.select_related("network").filter(pk=meeting_id).first()
        if meeting is None or by.person_id is None:
            raise NotAllowed
        right = policy.require(by, "exchange.extract", meeting)
        sharing.tell(
            to=sharing.Recipient(outside.Kind.RECORD),
            matters=extract.MATTERS,
            network_id=meeting.network_id,
            how=outside.Way.EXTRACT,
            by=by,
            reason=reason,
        )
        row = models.Extract(
            service_id=by.service_id,
            meeting_id=meeting_id,
            network_id=meeting.network_id,
            form=form,
            with_number=with_number and bool(meeting.network.patient_number),
            handed_by_id=by.person_id,
            handed_at=timezone.now(),
        )
        row.save(force_insert=True)
        trail.did(
            "exchange.extract", by=by, right=right, about=meeting_id, network=meeting.network_id
        )
        return row.pk


def note_number(*, network_id: UUID, number: str, by: Viewer) -> None:
    """Keep the number that another record system knows the person by; an empty one goes.

    It stands sealed, on no page but the extract's. Raises `TooLong`, `NotAllowed`.
    """
    with transaction.atomic():
        network = Network.objects.select_for_update().filter(pk=network_id).first()
        if network is None:
            raise NotAllowed
        right = policy.require(by, "exchange.note_number", network)
        network.patient_number = text.kept(number, rules.NUMBER) or None
        network.save(update_fields=["patient_number"])
        trail.did("exchange.note_number", by=by, right=right, about=network_id, network=network_id)
