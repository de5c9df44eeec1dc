"""What was typed becomes values."""
