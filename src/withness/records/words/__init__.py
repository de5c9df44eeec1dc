"""The sentences of this room."""
