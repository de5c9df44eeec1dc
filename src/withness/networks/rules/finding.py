"""Finding somebody among names that were opened already: nothing is looked up by a name."""

import unicodedata
from collections.abc import Iterable

MOST_TYPED = 200


def is_called(typed: str, names: Iterable[str]) -> bool:
    """Whether every word typed begins, or lies in, some word of these names.

    Capital letters and accents make no difference: "jose" finds "José".
    """
    said = _plain(" ".join(names))
    return all(word in said for word in _plain(typed[:MOST_TYPED]).split())


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
