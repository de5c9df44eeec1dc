"""Who may do what in this room. Keeping the rota, the accounts or the settings opens nothing.

The conditions that upper rooms use as well are named here.
"""

from withness.networks.policy import belonging, deciding
from withness.networks.policy.belonging import (
    belongs,
    belongs_or_guest,
    comes_by_link,
    is_centre,
    is_its_practitioner,
    is_own_place,
    is_present,
    peer_belongs,
    peer_is_there,
    place_among,
    place_beside,
    place_in_own,
    through_glass,
    wish_of_network,
)

DEEDS = (*belonging.DEEDS, *deciding.DEEDS)

__all__ = [
    "DEEDS",
    "belongs",
    "belongs_or_guest",
    "comes_by_link",
    "is_centre",
    "is_its_practitioner",
    "is_own_place",
    "is_present",
    "peer_belongs",
    "peer_is_there",
    "place_among",
    "place_beside",
    "place_in_own",
    "through_glass",
    "wish_of_network",
]
