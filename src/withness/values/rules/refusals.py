"""Refusals: facts that stop a deed, named by a stable code."""


class Refusal(Exception):
    """What stands in the way of a deed.

    `code` is stable and lower case; the room's `words.py` turns it into one kind sentence.
    `facts` are values the sentence may use; they never carry names or other people's words.
    """

    code: str = "refused"

    def __init__(self, code: str | None = None, **facts: object) -> None:
        self.code = code or type(self).code
        self.facts = facts
        super().__init__(self.code)
