"""What was typed or handed over becomes values. One source per file."""
