"""The mechanism of who may do what: deeds, conditions, the assembled policy. It has no tables.

Each room declares its own deeds in its `policy.py`; this room assembles them when the program
starts and refuses to start with a gap. Nothing is allowed that no row allows.
"""
