"""Sealed fields: names, contact details and words that a stolen database cannot read.

AES-GCM under a key that lives outside the database, bound to table, column and row. Looking up
goes by keyed hash. Source: design, section 3a.
"""
