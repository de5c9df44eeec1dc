"""In which form an extract was handed over."""

from enum import StrEnum


class Form(StrEnum):
    """How an extract left."""

    COPIED = "copied"
    CSV = "csv"
    PRINT = "print"
