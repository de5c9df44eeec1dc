"""Who may do what in this room."""

from withness.access.policy import Deed

DEEDS: tuple[Deed, ...] = ()
