"""Verbs about a meeting's record: lines, agreements, closing."""
