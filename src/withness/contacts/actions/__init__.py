"""Verbs about contacts: asking, taking the promise, reaching, ending, gathering."""
