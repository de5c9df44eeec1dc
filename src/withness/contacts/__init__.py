"""Somebody asks for help: the contact in their own words, the promise, and who holds it.

The clock never pauses; it stops at a meeting held (promise 8). Source: Seikkula et al., 2006.
"""
