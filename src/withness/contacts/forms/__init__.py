"""What was typed about a contact becomes what was said."""
