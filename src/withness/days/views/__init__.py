"""Pages that join rooms, one per file."""
