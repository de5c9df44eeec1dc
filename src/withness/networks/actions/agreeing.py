"""What the person at the centre says about those who belong: yes, and in which words."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.networks.actions import loading
from withness.networks.rules import belonging as rules
from withness.networks.rules.states import Said
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def agree(*, network_id: UUID, person_id: UUID, by: Viewer, said: Said | None = None) -> None:
    """Write down that the person at the centre says yes to somebody whom the team offered.

    Raises `NoWord`, `NotAllowed`. What was said before is not overwritten.
    """
    with transaction.atomic():
        network = loading.network(network_id)
        right = policy.require(by, "networks.change_people", network)
        place = loading.place(network_id, person_id)
        word = rules.word_of_person(loading.acts_as(by, network_id), said)
        if place.agreed_how != Said.OFFERED:
            return
        place.agreed_how, place.agreed_at = word, timezone.now()
        place.save(update_fields=["agreed_how", "agreed_at"])
        trail.did("networks.agree", by=by, right=right, about=person_id, network=network_id)


def describe(*, network_id: UUID, person_id: UUID, how: str, by: Viewer) -> None:
    """Change the words for how somebody belongs: one's own, or in one's own network."""
    with transaction.atomic():
        loading.network(network_id)
        place = loading.place(network_id, person_id)
        right = policy.require(by, "networks.describe", place)
        place.how = text.kept(how, text.SHORT) or None
        place.save(update_fields=["how"])
        trail.did("networks.describe", by=by, right=right, about=person_id, network=network_id)
