"""What the joined pages show, gathered with as few questions as there are tables."""
