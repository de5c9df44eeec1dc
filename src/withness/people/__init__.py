"""Anyone with a name: how to reach them safely, the links made for them, and accounts.

A person belongs to one service. An account may hold several persons, one in each service, joined
only by that person's own word. Source: design, section 3a.
"""
