"""The rows a deed is about, locked until it is done."""

from uuid import UUID

from withness.access.rules import NotAllowed
from withness.meetings import models
from withness.values.rules.viewer import Viewer


def locked(meeting_id: UUID) -> models.Meeting:
    """Return the meeting, locked; raise `NotAllowed` where there is none."""
    row = models.Meeting.objects.select_for_update(of=("self",)).filter(pk=meeting_id).first()
    if row is None:
        raise NotAllowed
    return row


def invitation(invitation_id: UUID) -> models.Invitation:
    """Return the invitation with its meeting, locked; raise `NotAllowed` where there is none."""
    row = (
        models.Invitation.objects.select_for_update(of=("self",))
        .select_related("meeting")
        .filter(pk=invitation_id)
        .first()
    )
    if row is None:
        raise NotAllowed
    return row


def person_of(by: Viewer) -> UUID:
    """Return who acts; raise `NotAllowed` for nobody."""
    if by.person_id is None:
        raise NotAllowed
    return by.person_id


def left_out(left_out_id: UUID) -> models.LeftOut:
    """Return the row of a peer left out, locked; raise `NotAllowed` where there is none."""
    row = (
        models.LeftOut.objects.select_for_update(of=("self",))
        .select_related("meeting")
        .filter(pk=left_out_id)
        .first()
    )
    if row is None:
        raise NotAllowed
    return row
