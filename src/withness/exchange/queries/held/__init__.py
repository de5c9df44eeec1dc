"""Everything that is held about one person."""
