"""Verbs about meetings: arrange, move, call off, ask people, answer, hold."""
