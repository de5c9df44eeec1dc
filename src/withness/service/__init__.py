"""A service: the tenant. Its settings, its own words for the field's terms, its emergency numbers.

Every row of a service carries it; addresses begin with its short name.
"""
