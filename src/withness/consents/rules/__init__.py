"""Pure decisions of this room, one source per file."""
