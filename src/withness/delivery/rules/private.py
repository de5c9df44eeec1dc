"""Messages that open somebody's page: nobody but their receiver reads them."""

CODE = "code:"  # six digits
NAMED = "named:"  # to somebody a person named, to help them back in
CHANGED = "changed:"  # that something about their way in changed
BACK = "back:"  # a new link after everything was lost
PRIVATE = (CODE, NAMED, CHANGED, BACK)


def is_private(key: str) -> bool:
    """Whether a message's key says that it is for its receiver alone."""
    return key.startswith(PRIVATE)
