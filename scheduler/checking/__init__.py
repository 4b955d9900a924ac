"""The rules of the checker, by subject; nothing here knows how a schedule is made."""
