"""The demo from the shell."""
