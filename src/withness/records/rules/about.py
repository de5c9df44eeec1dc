"""What is said about somebody else, and who has to agree before it leaves (promise 1)."""

from uuid import UUID


def may_leave(*, speaker_id: UUID, spoken_of: UUID | None, agreed: frozenset[UUID]) -> bool:
    """Whether a line may go to third parties or into somebody's archive: both said yes.

    Of somebody without a place here nobody can have asked; the line stays.
    """
    return spoken_of is not None and {speaker_id, spoken_of} <= agreed
