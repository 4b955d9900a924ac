"""Triggers: history is only added to, a release never changes.

The services would not do otherwise; this is for the day somebody opens the database
with another program.
"""

from __future__ import annotations

from typing import Any

RULES = (
    ("history", "UPDATE", "", "history is only added to"),
    ("history", "DELETE", "", "history is only added to"),
    ("schedule", "UPDATE", "OLD.release IS NOT NULL", "a release never changes"),
    ("schedule", "DELETE", "OLD.release IS NOT NULL", "a release never changes"),
    *(
        ("meeting", deed, "released", "a release never changes")
        for deed in ("INSERT", "UPDATE", "DELETE")
    ),
)
"""Table, deed, the condition under which it is refused, and the reason."""

_RELEASED = (
    "EXISTS (SELECT 1 FROM schedule WHERE id = {row}.schedule_id"
    " AND release IS NOT NULL)"
)


def guard(op: Any) -> None:
    """Create the triggers on the database that `op` works on."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, deed, condition, reason in RULES:
        row = "NEW" if deed == "INSERT" else "OLD"
        when = _RELEASED.format(row=row) if condition == "released" else condition
        name = f"guard_{table}_{deed.lower()}"
        make = _sqlite if is_sqlite else _postgres
        for statement in make(name, table, deed, when, reason):
            op.execute(statement)


def unguard(op: Any) -> None:
    """Take the triggers away, as to restore a backup; `guard` puts them back."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, deed, *_ in RULES:
        name = f"guard_{table}_{deed.lower()}"
        op.execute(f"DROP TRIGGER {name}" + ("" if is_sqlite else f" ON {table}"))
        if not is_sqlite:
            op.execute(f"DROP FUNCTION {name}()")


def _sqlite(name: str, table: str, deed: str, when: str, reason: str) -> list[str]:
    condition = f" WHEN {when}" if when else ""
    return [
        f"""CREATE TRIGGER {name} BEFORE {deed} ON {table}{condition}
        BEGIN SELECT RAISE(ABORT, '{reason}'); END"""
    ]


def _postgres(name: str, table: str, deed: str, when: str, reason: str) -> list[str]:
    back = "OLD" if deed == "DELETE" else "NEW"
    refuse = f"RAISE EXCEPTION '{reason}';"
    body = f"IF {when} THEN {refuse} END IF; RETURN {back};" if when else refuse
    return [
        f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN {body} END $$""",
        f"""CREATE TRIGGER {name} BEFORE {deed} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {name}()""",
    ]
