"""Teams: who works together, when they can, and when they cannot.

A practitioner has hours, absences and often a calendar of their own. Withness reads that
calendar as busy time only: it keeps from when until when, and nothing of what it is about.
"""
