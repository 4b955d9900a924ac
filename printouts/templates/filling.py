"""Fields in a text, and their values in their place. There is no code in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD = re.compile(r"\{([a-z_]+)\}")
CLAUSE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with `{field}` replaced by values, read once only.

    A clause in double square brackets is left out when a value in it is empty. A field
    that nobody knows stays as it is written, so that it is seen. Values are never read
    as templates.
    """

    def clause(match: re.Match[str]) -> str:
        names = FIELD.findall(match[1])
        return match[1] if all(values.get(name, "") for name in names) else ""

    kept = CLAUSE.sub(clause, template)
    return FIELD.sub(lambda match: values.get(match[1], match[0]), kept)
