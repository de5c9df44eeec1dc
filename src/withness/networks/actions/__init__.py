"""Verbs about networks: forming, belonging, resting, ending, and personal links."""
