"""Addresses: those outside any service, and those inside one."""
