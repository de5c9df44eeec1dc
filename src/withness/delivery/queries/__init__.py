"""Questions about messages: what has not arrived, and what became of one."""
