"""Pages of the front door, one file per page."""
