"""The shell's door to teams."""
