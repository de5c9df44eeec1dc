"""Pure decisions about teams. One rule per file."""
