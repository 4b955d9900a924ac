"""One run of writing notices: where it writes, and what it has written so far."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from printouts.notice_options import NoticeLanguage
from scheduler.wording import Language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from pathlib import Path

    from printouts.findings import Finding
    from printouts.kinds import NoticeKind
    from printouts.notice_content import Mailing, Notice
    from printouts.notice_options import NoticeOptions
    from printouts.pages import Side
    from scheduler.progress import Progress

BOTH = (Language.ZH, Language.EN)
LANGUAGES = tuple(language.value for language in Language)


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A written file; `pages` are SMS parts, rows for a gateway, mails of an mbox, or 1.

    `party` is None for a file that speaks to several.
    """

    file: str
    kind: str
    party: str | None
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Told:
    """A party that a written file speaks to; `sha256` is that of the file."""

    side: Side
    party: str
    kind: NoticeKind
    sha256: str


@dataclass
class NoticeWork:
    """What is being written, and the files, findings and numbers so far."""

    folder: Path
    mailing: Mailing
    options: NoticeOptions
    progress: Progress
    files: list[ManifestEntry] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sms: int = 0
    unsent: int = 0
    sms_cost: Decimal | None = None

    @property
    def one_language(self) -> Language | None:
        """Return the language asked for everybody, None where there is none."""
        chosen = NoticeLanguage(self.options.language).value
        return Language(chosen) if chosen in LANGUAGES else None

    def mailing_of(self, *kinds: NoticeKind) -> Mailing:
        """Return the mailing with the notices of any of `kinds` alone."""
        sides = {side for kind in kinds for side in self.options.kinds.get(kind, ())}
        told = (one for one in self.mailing.notices if one.side in sides)
        return replace(self.mailing, notices=tuple(told))

    def wants(self, kind: NoticeKind, notice: Notice) -> bool:
        """Tell whether `notice` goes out as `kind`."""
        return notice.side in self.options.kinds.get(kind, ())

    def languages(self, notice: Notice) -> tuple[Language, ...]:
        """Return the languages to speak to a party in."""
        if self.one_language:
            return (self.one_language,)
        if self.options.language == NoticeLanguage.BOTH or notice.language is None:
            return BOTH
        return (notice.language,)

    def add(
        self,
        file: str,
        kind: NoticeKind,
        party: str | None,
        pages: int,
        told: Iterable[Notice] = (),
    ) -> None:
        """Enter a written file, and the parties that are told by it."""
        digest = hashlib.sha256((self.folder / file).read_bytes()).hexdigest()
        self.files.append(ManifestEntry(file, kind, party, pages, digest))
        self.told += [Told(one.side, one.party_id, kind, digest) for one in told]

    def write(
        self, file: str, kind: NoticeKind, notice: Notice, content: bytes
    ) -> None:
        """Write a file of one party."""
        path = self.folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        self.add(file, kind, notice.party_id, pages=1, told=[notice])

    def write_manifest(self) -> None:
        """Write manifest.json, the files in order of their names."""
        self.files.sort(key=lambda entry: entry.file)
        rows = [
            {name: getattr(entry, name) for name in ManifestEntry.__slots__}
            for entry in self.files
        ]
        text = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
        (self.folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
