"""The sentences of this room, one source per file."""
