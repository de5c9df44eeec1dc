"""Accounts, persons, ways to reach them, personal links, and the proof behind them."""

from withness.people.models.account import Account
from withness.people.models.back import Back, Change, Trusted, Vouch
from withness.people.models.joining import Joining
from withness.people.models.link import Link
from withness.people.models.person import Person, Reach
from withness.people.models.proof import Door, Proof
from withness.people.models.visit import Code, Visit

__all__ = [
    "Account", "Back", "Change", "Code", "Door", "Joining", "Link", "Person", "Proof", "Reach",
    "Trusted", "Visit", "Vouch",
]  # fmt: skip
