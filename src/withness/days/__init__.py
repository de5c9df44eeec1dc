"""Pages that join rooms: my day, the caller's page, a member's own page. They have no tables."""
