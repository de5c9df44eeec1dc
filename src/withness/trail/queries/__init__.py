"""Looking at the trail as a chain, and walking along it."""
