"""The cipher, the sealed field, and keyed hashes for looking up. No tables of its own."""
