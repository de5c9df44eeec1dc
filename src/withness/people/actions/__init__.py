"""Verbs about people: persons, links, accounts."""
