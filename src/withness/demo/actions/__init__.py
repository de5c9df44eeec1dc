"""Writing a made-up service down."""
