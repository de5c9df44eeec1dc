"""Withness: the home of Peer-supported Open Dialogue teams and of the networks they meet with."""

__version__ = "0.1.0"
