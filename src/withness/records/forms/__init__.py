"""What is typed into the record becomes values."""
