"""The shell's door to services."""
