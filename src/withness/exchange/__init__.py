"""What leaves and enters in standard forms: extracts for a trust's record, networks from a file."""
