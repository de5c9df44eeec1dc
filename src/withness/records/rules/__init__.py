"""Lines and who reads them, one rule per file."""
