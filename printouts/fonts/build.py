"""Builds the fonts of all papers: two static TTFs a weight, from open sources.

    python printouts/fonts/build.py [FOLDER]

needs fontTools and npm, and writes FairSansCJK-Regular.ttf, FairSansCJK-Bold.ttf,
FairSansMore-Regular.ttf, FairSansMore-Bold.ttf and OFL.txt into FOLDER (this folder by
default). Nobody needs to run it to use Fairmatch:
what it writes is part of the project. The same packages give the same bytes.

reportlab draws TrueType outlines only, and never falls back from one font to another
inside a text. So one font has to hold every character that occurs in a name: Latin,
Greek and Cyrillic come from Noto Sans, Hangul from Noto Sans KR, everything else from
Noto Sans SC. FairSansMore is the small font that papers fall back on: Arabic (with the
joined forms), Hebrew and Thai. Layout tables and hinting are left out: reportlab ignores the first, and
printers the second.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import merge, subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FAMILY = "FairSansCJK"
FALLBACK = "FairSansMore"
VERSION = "1.001"
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
FIXED_TIME = 3_800_000_000
"""Seconds since 1904 written as created and modified: the clock stays out of it."""

HANGUL = frozenset(
    [*range(0x1100, 0x1200), *range(0x3130, 0x3190), *range(0xAC00, 0xD7A4)]
)
APPROXIMATELY = 0x2252
"""The one character of GBK that none of the sources has; built from = and dots."""


@dataclass(frozen=True)
class Source:
    """A npm package of one font family; `stem` starts its file names."""

    package: str
    stem: str


LATIN = Source("@expo-google-fonts/noto-sans", "NotoSans")
HAN = Source("@expo-google-fonts/noto-sans-sc", "NotoSansSC")
KOREAN = Source("@expo-google-fonts/noto-sans-kr", "NotoSansKR")
ARABIC = Source("@expo-google-fonts/noto-sans-arabic", "NotoSansArabic")
HEBREW = Source("@expo-google-fonts/noto-sans-hebrew", "NotoSansHebrew")
THAI = Source("@expo-google-fonts/noto-sans-thai", "NotoSansThai")
MORE = (ARABIC, HEBREW, THAI)


def main(folder: Path) -> None:
    """Fetch the packages, build both weights and write the licence into `folder`."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for source in (LATIN, HAN, KOREAN, *MORE):
            fetch(source, work)
        for weight in WEIGHTS:
            target = folder / f"{FAMILY}-{weight}.ttf"
            build(work, weight, target)
            more = folder / f"{FALLBACK}-{weight}.ttf"
            build_more(work, weight, target, more)
            for written in (target, more):
                size = written.stat().st_size
                sys.stdout.write(f"{written.name}: {size:,} bytes\n")
        (folder / "OFL.txt").write_text(licence(work), encoding="utf-8")


def fetch(source: Source, work: Path) -> None:
    """Unpack the package of `source` into `work`, under the font's name."""
    subprocess.run(  # noqa: S603
        ["npm", "pack", "--silent", source.package],  # noqa: S607
        cwd=work,
        check=True,
        capture_output=True,
    )
    (archive,) = work.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(work / source.stem, filter="data")
    archive.unlink()


def build(work: Path, weight: str, target: Path) -> None:
    """Cut the sources to their scripts, merge them and write `target`."""
    latin = open_font(work, LATIN, weight)
    han = open_font(work, HAN, weight)
    korean = open_font(work, KOREAN, weight)
    from_latin = set(latin.getBestCmap())
    from_korean = set(korean.getBestCmap()) & HANGUL
    from_han = set(han.getBestCmap()) - from_latin - from_korean
    parts: list[str] = []
    for font, characters in (
        (han, from_han),
        (latin, from_latin),
        (korean, from_korean),
    ):
        part = work / f"part{len(parts)}.ttf"
        cut(font, characters).save(part)
        parts.append(str(part))
    merged = merge.Merger().merge(parts)
    merged.recalcTimestamp = False
    add_approximately(merged)
    set_metrics(merged, han)
    set_names(merged, weight)
    merged.save(target, reorderTables=True)


def build_more(work: Path, weight: str, main: Path, target: Path) -> None:
    """Merge what `main` lacks and the further scripts have, and write `target`."""
    have = set(TTFont(main).getBestCmap())
    parts: list[str] = []
    for source in MORE:
        font = open_font(work, source, weight)
        characters = set(font.getBestCmap()) - have
        have |= characters
        part = work / f"more{len(parts)}.ttf"
        cut(font, characters).save(part)
        parts.append(str(part))
    merged = merge.Merger().merge(parts)
    merged.recalcTimestamp = False
    set_metrics(merged, TTFont(main))
    set_names(merged, weight, FALLBACK)
    merged.save(target, reorderTables=True)


def open_font(work: Path, source: Source, weight: str) -> TTFont:
    """Open the static font of `weight`."""
    folder = WEIGHTS[weight]
    path = work / source.stem / "package" / folder / f"{source.stem}_{folder}.ttf"
    return TTFont(path, recalcTimestamp=False)


def cut(font: TTFont, characters: set[int]) -> TTFont:
    """Keep `characters` of `font` and no table that paper does not need."""
    options = subset.Options(
        layout_features=[],
        hinting=False,
        glyph_names=False,
        name_IDs=[],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += [
        "GSUB",
        "GPOS",
        "GDEF",
        "BASE",
        "STAT",
        "vhea",
        "vmtx",
        "VORG",
    ]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def add_approximately(font: TTFont) -> None:
    """Draw U+2252 as an equals sign with a dot above left and one below right."""
    cmap = font.getBestCmap()
    equals, dot = cmap[ord("=")], cmap[ord(".")]
    width, _ = font["hmtx"][equals]
    dot_width, _ = font["hmtx"][dot]
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent(equals, (1, 0, 0, 1, 0, 0))
    pen.addComponent(dot, (1, 0, 0, 1, 40, 560))
    pen.addComponent(dot, (1, 0, 0, 1, width - dot_width - 40, 60))
    name = "uni2252"
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (width, 40)
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[APPROXIMATELY] = name


def set_metrics(font: TTFont, han: TTFont) -> None:
    """Take the line metrics of the Han font: most of a line is Han."""
    for name in ("ascent", "descent", "lineGap"):
        setattr(font["hhea"], name, getattr(han["hhea"], name))
    for name in ("sTypoAscender", "sTypoDescender", "usWinAscent", "usWinDescent"):
        setattr(font["OS/2"], name, getattr(han["OS/2"], name))
    font["head"].created = font["head"].modified = FIXED_TIME
    font["post"].formatType = 3.0
    font["OS/2"].fsType = 0


def set_names(font: TTFont, weight: str, family: str = FAMILY) -> None:
    """Name the weight: two fonts of one name collide inside a PDF."""
    names = {
        0: "Copyright 2014-2021 Adobe; Copyright 2022 The Noto Project Authors",
        1: family,
        2: weight,
        3: f"{VERSION};{family}-{weight}",
        4: f"{family} {weight}",
        5: f"Version {VERSION}",
        6: f"{family}-{weight}",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
    }
    font["name"].names = []
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


def licence(work: Path) -> str:
    """Return the licence text under the copyright lines of all sources."""
    texts = [
        (work / source.stem / "package" / "LICENSE_FONT").read_text(encoding="utf-8")
        for source in (HAN, LATIN, KOREAN, *MORE)
    ]
    copyrights = dict.fromkeys(text.splitlines()[0].strip() for text in texts)
    body = texts[0].split("\n", 1)[1]
    head = (
        f"{FAMILY} is merged from Noto Sans SC, Noto Sans and Noto Sans KR,\n"
        f"{FALLBACK} from Noto Sans Arabic, Noto Sans Hebrew and Noto Sans Thai."
    )
    return "\n".join([head, *copyrights, body])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
