"""The sentences of this room: refusals, and where a meeting is in its life."""
