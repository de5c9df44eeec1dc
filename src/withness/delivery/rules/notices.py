"""What a message may know: a time, a place that may be named, a link, a number to ring.

There is no field for anybody's name and none for a reason: what is not there cannot be told.
"""

from dataclasses import dataclass
from datetime import datetime

from withness.service import rules as service


@dataclass(frozen=True, slots=True)
class Notice:
    """The facts of one message to one person.

    `language`: the receiver's. `sender_name`: the service's neutral one. `link`: the receiver's
    own page. `at`: an instant, shown as a clock in `zone` shows it. `where`: only what may be
    named outside ("Garden room, 4 Mill Lane"); empty where it must not. `ring`: a number.
    """

    language: str
    sender_name: str
    link: str = ""
    at: datetime | None = None
    zone: str = "UTC"
    minutes: int = 0
    where: str = ""
    ring: str = ""

    @property
    def place(self) -> str:
        """Where, or "" where the name of the place itself would tell ("Psychiatric ward 3")."""
        return "" if service.tells_too_much(self.where) else self.where
