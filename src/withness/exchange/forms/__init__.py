"""What is typed about files and extracts."""
