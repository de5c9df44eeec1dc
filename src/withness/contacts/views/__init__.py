"""Pages of contacts: asking, taking a call, the promises, one contact."""
