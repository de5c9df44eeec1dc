"""Keeping a copy of a house and bringing it back. Keys are no part of a copy, ever."""
