"""Verbs of what leaves and enters."""
