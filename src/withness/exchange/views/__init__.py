"""Pages of what leaves and enters."""
