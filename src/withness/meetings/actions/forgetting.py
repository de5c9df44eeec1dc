"""Forgetting what somebody wrote to their invitations."""

from uuid import UUID

from withness.meetings import models
from withness.values.rules.viewer import Viewer


def forget_answers(*, person_id: UUID, by: Viewer) -> None:
    """Take a person's words out of their answers; whether they came stays.

    Called inside the transaction of the wish it carries out.
    """
    rows = models.Invitation.objects.filter(person_id=person_id, service_id=by.service_id)
    rows.update(answer_words=None, makes_easier=None)
