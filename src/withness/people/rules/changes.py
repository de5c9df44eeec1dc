"""What somebody is told of on every other way to reach them."""

from enum import StrEnum


class What(StrEnum):
    """What changed about somebody's way in."""

    REACH = "reach"  # a way to reach them came, or went
    WORD = "word"  # their word
    LINK = "link"  # a new link, made by themselves
    NAMED = "named"  # somebody was named who can help them back in
    BACK = "back"  # somebody is getting back in as them
    BACK_DONE = "back_done"
