"""Sealing anew what an older key has sealed."""
