"""The name under which PostgreSQL tells that something happened in a meeting."""

CHANNEL = "withness_meetings"  # the payload is the meeting's id, never a word
