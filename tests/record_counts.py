"""How often the records are asked."""

from sqlalchemy import event


def count_statements(database, work):
    """Return how many statements `work` sends to the database."""
    asked = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return len(asked)
