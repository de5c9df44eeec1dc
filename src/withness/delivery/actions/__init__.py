"""Queueing, sending and settling messages, and the calendar files that go with them."""
