"""What crosses the wire: one file a subject, never a row, never a domain value."""
