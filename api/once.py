"""Work that a program may ask for again without it being done twice.

A request with an Idempotency-Key keeps its answer in the transaction of its work. The
same key again gets that answer; as there is one writer at a time, two requests at the
same moment do the work once too. A refusal keeps nothing, so it may be tried again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from api.office.errors import KeyUsedError
from data.store.requests import drop_answers, find_answer, keep_answer
from data.tables import RequestKeyRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlmodel import Session

    from api.office.people import Person

M = TypeVar("M", bound=BaseModel)

KEPT = timedelta(days=1)
"""How long an answer is remembered."""


@dataclass(frozen=True)
class Once:
    """Who asks on which route, with which key; None does the work each time."""

    key: str | None
    person: Person
    route: str
    now: datetime

    def do(
        self,
        session: Session,
        asked: Mapping[str, Any],
        model: type[M],
        work: Callable[[], M],
    ) -> M:
        """Return what `work` answers, or the `model` that answered this key before.

        `asked` says in JSON values what is asked, a file by its checksum. `session` is a
        writing one, in which `work` does all it does. Raises KeyUsedError.
        """
        if self.key is None:
            return work()
        drop_answers(session, self.now - KEPT)
        sha256 = self._fingerprint(asked)
        known = find_answer(session, self.person.id, self.key)
        if known is None:
            answer = work()
            row = RequestKeyRow(
                user_id=self.person.id,
                key=self.key,
                asked_sha256=sha256,
                answer=answer.model_dump(mode="json"),
                answered_at=self.now,
            )
            keep_answer(session, row)
            return answer
        if known.asked_sha256 != sha256:
            raise KeyUsedError
        return model.model_validate(known.answer)

    def _fingerprint(self, asked: Mapping[str, Any]) -> str:
        text = json.dumps([self.route, asked], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
