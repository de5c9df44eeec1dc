"""Who did and who read what, when, by which right. Append-only; ids, no words, no foreign keys."""
