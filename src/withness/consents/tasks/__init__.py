"""What the clock does in this room."""

from withness.consents.tasks import opened, outside

TASKS = (*outside.TASKS, *opened.TASKS)
