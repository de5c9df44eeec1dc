"""What was typed about a meeting becomes values."""
