"""One value per file."""
