"""What leaves and enters, one rule per file."""
