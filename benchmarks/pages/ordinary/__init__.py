"""The same pages written the ordinary way: rows into a template, which walks from them.

Each shows the same words as the product's page (`same.py` holds that before anything is measured),
in the product's frame, under the same rules about who reads what, with an include for each row.
`careful` fetches what a row leads to beforehand, as a careful author would: `select_related` for
what it points at, and one question for all rows of what points at it.
"""
