"""Who reads that a peer was left out, and who answers to it (promise 10)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, Deed, all_of, is_person, works_here
from withness.meetings.models import LeftOut
from withness.networks.policy.belonging import belongs_as
from withness.values.rules.viewer import Belonging

is_left_out = Condition(
    "is_left_out",
    _("you were left out of this meeting"),
    holds=lambda viewer, out: (
        viewer.practitioner_id is not None and out.peer_id == viewer.practitioner_id
    ),
    where=lambda viewer: Q(peer_id=viewer.practitioner_id) if viewer.practitioner_id else NOTHING,
)
no_peer_comes = Condition(
    "no_peer_comes",
    _("you are a peer, and no peer comes to this meeting"),
    holds=lambda viewer, out: (
        viewer.is_peer and out.peer_id is None and out.service_id == viewer.service_id
    ),
    where=lambda viewer: (
        Q(peer_id=None, service_id=viewer.service_id) if viewer.is_peer else NOTHING
    ),
)
decided_it = is_person("decided_it", _("you decided it"), "decided_by_id")
beside_asked = belongs_as(
    "beside_asked",
    _("you belong to this network as a practitioner"),
    "meeting__network_id",
    Belonging.PRACTITIONER,
)

DEEDS = (
    Deed(
        "meetings.read_left_out",
        _("read who left a peer out, and why"),
        LeftOut,
        (
            all_of(is_left_out, works_here),
            all_of(no_peer_comes, works_here),
            all_of(decided_it, works_here),
        ),
    ),
    Deed(
        "meetings.answer_left_out",
        _("answer to being left out, and decide who reads it"),
        LeftOut,
        (all_of(is_left_out, works_here),),
    ),
    Deed(
        "meetings.read_peers_answer",
        _("read a peer's answer that they opened to the team"),
        LeftOut,
        (all_of(beside_asked, works_here),),
    ),
)
