"""How a message lives, one rule per file."""
