"""Questions to this room, one source per file."""
