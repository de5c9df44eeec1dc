"""Whether two pages say the same words: a twin that shows less would be no comparison."""

import html
import re
from difflib import SequenceMatcher

from benchmarks.pages.measure import Door


def words(content: bytes) -> list[str]:
    """Return the words between the page's frame, in order, without punctuation."""
    text = content.decode()
    main = text[text.find("<main") : text.find("</main")]
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def share(door: Door, path: str, twin: str) -> float:
    """Return the share of words that a twin has in common with the product's page, 1 for all.

    Asked up to three times: between two pages a minute may pass, and with it what a clock says.
    """
    best = 0.0
    for _ in range(3):
        ours, theirs = words(door.ask(path)[1]), words(door.ask(twin)[1])
        best = max(best, SequenceMatcher(None, ours, theirs, autojunk=False).ratio())
        if ours == theirs:
            break
    return round(best, 3)
