"""Small pure values that every room speaks in: the viewer, spans of time, refusals.

Nothing here knows Django, the clock or a table.
"""
