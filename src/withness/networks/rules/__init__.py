"""How a network lives and who belongs, one rule per file."""
