"""The sentences of this room, one subject per file."""
