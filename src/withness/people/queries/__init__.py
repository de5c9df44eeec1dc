"""Questions about people: names, ways to reach them, whose link this is."""
