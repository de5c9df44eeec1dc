"""Accounts, persons, ways to reach them, and personal links."""

from withness.people.models.account import Account
from withness.people.models.link import Link
from withness.people.models.person import Person, Reach

__all__ = ["Account", "Link", "Person", "Reach"]
