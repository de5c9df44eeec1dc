"""Teams and places, practitioners, their hours, absence and busy times, duties and turns."""

from withness.teams.models.people import Holding, Practitioner
from withness.teams.models.team import Place, Team
from withness.teams.models.time import Absence, Busy, Calendar, Hours, Turn

__all__ = [
    "Absence",
    "Busy",
    "Calendar",
    "Holding",
    "Hours",
    "Place",
    "Practitioner",
    "Team",
    "Turn",
]
