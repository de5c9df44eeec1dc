"""Spans of time: from one instant up to, and without, another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """An interval of instants, aware, `start` included and `end` excluded."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a span needs instants with a zone")
        if self.end < self.start:
            raise ValueError("a span ends after it begins")

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share any instant; touching ends do not."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def clipped(self, window: "Span") -> "Span | None":
        """Return the part inside `window`, or None where there is none."""
        start, end = max(self.start, window.start), min(self.end, window.end)
        return Span(start, end) if start < end else None


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same instants as sorted spans that neither overlap nor touch."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        elif span.start < span.end:
            out.append(span)
    return tuple(out)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of `spans` when every instant in `taken` is cut out."""
    left = list(merged(spans))
    for cut in merged(taken):
        kept: list[Span] = []
        for span in left:
            if not span.overlaps(cut):
                kept.append(span)
                continue
            if span.start < cut.start:
                kept.append(Span(span.start, cut.start))
            if cut.end < span.end:
                kept.append(Span(cut.end, span.end))
        left = kept
    return tuple(left)
