"""What the clock does in this room."""

from withness.consents.tasks import outside

TASKS = (*outside.TASKS,)
