"""What the walls cost: the same pages with and without sealing, with and without the third wall.

Sealing is taken away by putting other functions in its place before anything is written, in this
process alone: the product has no setting for it. The third wall is taken away by connecting as the
owner of the tables, whom it does not hold.
"""

import struct

SEALING, ROWS = "sealing", "rows"
VARIANTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "sqlite": ((), (SEALING,)),
    "postgresql": ((), (ROWS,), (SEALING,), (SEALING, ROWS)),
}


def take_down(without: list[str]) -> None:
    """Let nothing be sealed, or no service be named, in this process."""
    from withness.sealing.models import cipher
    from withness.service.models import walls

    if SEALING in without:
        head = struct.Struct(">BH12s").pack(cipher.VERSION, 0, b"lies open!!!")
        cipher.seal = lambda text, _bound_to: head + text.encode()
        cipher.unseal = lambda lies, _bound_to: lies[len(head) :].decode()
    if ROWS in without:
        walls.name_service = lambda execute, *asked: execute(*asked)
