"""Lines and who reads them, what a meeting ended with, and entries held back in the open."""

from withness.records.models.about import About, Leave
from withness.records.models.closing import Agreement, Closing, OpenQuestion
from withness.records.models.earlier import Answered, Asking
from withness.records.models.held import HeldBack, HeldReader, TakesOn
from withness.records.models.line import Line, Reader, Wording
from withness.records.models.telephone import Spoken

__all__ = [
    "About",
    "Agreement",
    "Answered",
    "Asking",
    "Closing",
    "HeldBack",
    "HeldReader",
    "Leave",
    "Line",
    "OpenQuestion",
    "Reader",
    "Spoken",
    "TakesOn",
    "Wording",
]
