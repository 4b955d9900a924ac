"""What a file really is, judged by its first bytes, and what is refused unread."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from typing import TYPE_CHECKING

from data.faults import Findings, Where
from data.limits import MAX_FILE_MB, MAX_UNPACKED_MB
from data.os_words import word_os_error
from scheduler.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML_STARTS = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<div")


class Content(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "csv"


_BINARY = {
    b"%PDF": Wording(en="a PDF document", zh="PDF 文档"),
    b"\x89PNG": Wording(en="a picture", zh="图片"),
    b"\xff\xd8\xff": Wording(en="a picture", zh="图片"),
    b"Rar!": Wording(en="a RAR archive", zh="RAR 压缩包"),
    b"7z\xbc\xaf": Wording(en="a 7z archive", zh="7z 压缩包"),
    b"\x1f\x8b": Wording(en="a gzip archive", zh="gzip 压缩包"),
    b"{\\rtf": Wording(en="a text document (RTF)", zh="RTF 文档"),
    b"SQLite format": Wording(en="a database", zh="数据库文件"),
}
_ZIP_PARTS = {
    "word/document.xml": Wording(en="a Word document", zh="Word 文档"),
    "ppt/presentation.xml": Wording(en="a presentation", zh="演示文稿"),
    "xl/workbook.bin": Wording(
        en="a binary workbook (.xlsb)", zh="二进制工作簿（.xlsb）"
    ),
    "content.xml": Wording(en="an OpenDocument file (.ods)", zh="OpenDocument（.ods）"),
    "Index/Document.iwa": Wording(en="a Numbers file", zh="Numbers 文件"),
}
_WEB_PAGE = Wording(en="a web page saved under another name", zh="改名保存的网页")
_XML_SHEET = Wording(en="an XML document", zh="XML 文档")
_ARCHIVE = Wording(en="an archive without a workbook in it", zh="不含工作簿的压缩包")
_OLE_OTHER = Wording(en="another Office document", zh="其他 Office 文档")


def detect_content(path: Path, findings: Findings) -> Content | None:
    """Return what `path` holds; None with a fault where it is not read."""
    where = Where(path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
    except FileNotFoundError:
        findings.fault("file-missing", where, path)
        return None
    except OSError as error:
        findings.fault("file-unreadable", where, path, why=word_os_error(error))
        return None
    if size == 0:
        findings.fault("file-empty", where)
        return None
    if size > MAX_FILE_MB * MEGABYTE:
        findings.fault("file-too-big", where, size=size // MEGABYTE, limit=MAX_FILE_MB)
        return None
    return _judge(path, head, findings)


def _judge(path: Path, head: bytes, findings: Findings) -> Content | None:
    where = Where(path.name)
    if head.startswith(b"PK"):
        return _judge_zip(path, findings)
    if head.startswith(_OLE):
        return _judge_ole(path, findings)
    other = next(
        (what for magic, what in _BINARY.items() if head.startswith(magic)), None
    )
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(_HTML_STARTS):
        other = _WEB_PAGE
    elif text.startswith(b"<?xml"):
        other = _WEB_PAGE if b"<html" in text else _XML_SHEET
    if other:
        findings.fault("not-a-table", where, what=other)
        return None
    _note_ending(path, Content.TEXT, findings)
    return Content.TEXT


def _judge_zip(path: Path, findings: Findings) -> Content | None:
    where = Where(path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            parts = [
                i for i in archive.infolist() if i.filename.endswith((".xml", ".rels"))
            ]
            size = sum(part.file_size for part in parts) // MEGABYTE
            encrypted = any(part.flag_bits & 1 for part in parts)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        findings.fault("damaged", where, why=error)
        return None
    other = next((what for part, what in _ZIP_PARTS.items() if part in names), None)
    if other or "xl/workbook.xml" not in names:
        findings.fault("not-a-table", where, what=other or _ARCHIVE)
        return None
    if encrypted:
        findings.fault("password", where)
        return None
    if size > MAX_UNPACKED_MB:
        findings.fault("zip-bomb", where, size=size, limit=MAX_UNPACKED_MB)
        return None
    if "xl/vbaProject.bin" in names:
        findings.note("macros", where)
    if any(name.startswith("xl/externalLinks/") for name in names):
        findings.note("external-links", where)
    _note_ending(path, Content.XLSX, findings)
    return Content.XLSX


def _judge_ole(path: Path, findings: Findings) -> Content | None:
    where = Where(path.name)
    content = path.read_bytes()
    if _ENCRYPTED in content:
        findings.fault("password", where)
        return None
    names = [name.encode("utf-16-le") for name in ("Workbook", "Book")]
    if not any(name in content for name in names):
        findings.fault("not-a-table", where, what=_OLE_OTHER)
        return None
    _note_ending(path, Content.XLS, findings)
    return Content.XLS


_ENDINGS = {
    Content.XLSX: {".xlsx", ".xlsm"},
    Content.XLS: {".xls"},
    Content.TEXT: {".csv", ".txt", ".tsv"},
}
_SPOKEN = {
    Content.XLSX: Wording(en="an .xlsx workbook", zh=".xlsx 工作簿"),
    Content.XLS: Wording(en="an .xls workbook", zh=".xls 工作簿"),
    Content.TEXT: Wording(en="plain text (CSV)", zh="纯文本（CSV）"),
}


def _note_ending(path: Path, content: Content, findings: Findings) -> None:
    ending = path.suffix.lower()
    if ending not in _ENDINGS[content]:
        findings.note(
            "wrong-ending",
            Where(path.name),
            ending=ending or path.name,
            what=_SPOKEN[content],
        )
