"""Questions about teams."""
