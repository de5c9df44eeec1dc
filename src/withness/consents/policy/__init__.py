"""Who may do what in this room."""

from withness.consents.policy import demand, glass, outside, research, terms

DEEDS = (*outside.DEEDS, *terms.DEEDS, *research.DEEDS, *glass.DEEDS, *demand.DEEDS)
