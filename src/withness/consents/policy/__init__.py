"""Who may do what in this room."""

from withness.consents.policy import demand, glass, outside, research, speaking, terms

DEEDS = (
    *outside.DEEDS,
    *speaking.DEEDS,
    *terms.DEEDS,
    *research.DEEDS,
    *glass.DEEDS,
    *demand.DEEDS,
)
