"""Verbs about teams: people, time, the rota, places, and how a service begins."""
