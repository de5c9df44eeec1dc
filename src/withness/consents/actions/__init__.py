"""Verbs of this room, one source per file."""
