"""Questions about what leaves and enters."""
