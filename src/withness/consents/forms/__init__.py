"""What was typed becomes values. One source per file."""
