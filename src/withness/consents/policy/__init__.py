"""Who may do what in this room."""

from withness.consents.policy import outside, research, terms

DEEDS = (*outside.DEEDS, *terms.DEEDS, *research.DEEDS)
