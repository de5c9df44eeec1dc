"""Lines with their earlier wordings, agreements, open questions, and how a meeting closed."""

from withness.records.models.closing import Agreement, Closing, OpenQuestion
from withness.records.models.line import Line, Reader, Wording

__all__ = ["Agreement", "Closing", "Line", "OpenQuestion", "Reader", "Wording"]
