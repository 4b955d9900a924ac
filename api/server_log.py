"""The log of the server: a line of JSON for each thing, on standard error."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """A record as an object: when, how grave, and what, by name where it has names."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of `record`; what an exception says stays out of it."""
        facts = dict(getattr(record, "facts", {"message": record.getMessage()}))
        if record.exc_info and record.exc_info[0] is not None:
            facts["error"] = record.exc_info[0].__qualname__
        at = datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds")
        return json.dumps(
            {"at": at, "level": record.levelname.lower(), **facts}, ensure_ascii=False
        )


def log_to_stderr() -> None:
    """Let all that the server logs go to standard error, as lines of JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    for name, level in (
        ("fairmatch", logging.INFO),
        ("uvicorn", logging.WARNING),
        ("", logging.WARNING),
    ):
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.handlers = [] if name else [handler]
        logger.propagate = True
