"""Pages of the record: sitting together, reading afterwards, owning one's lines."""
