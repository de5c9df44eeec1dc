"""The sentences of this room: refusals, and where a network is in its life."""
