"""The life of a meeting, one rule per file."""
