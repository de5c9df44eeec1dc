"""The promise and the contact, one rule per file."""
