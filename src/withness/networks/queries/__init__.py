"""Questions about networks."""
