"""Sentences about teams, ready to be translated. One subject per file."""
