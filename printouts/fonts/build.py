"""Builds the fonts of all papers: two static TTFs a weight, from open sources.

    python printouts/fonts/build.py [FOLDER]

needs fontTools, npm and apt-get (Debian or Ubuntu), and writes FairSansCJK-Regular.ttf, FairSansCJK-Bold.ttf,
FairSansMore-Regular.ttf, FairSansMore-Bold.ttf and OFL.txt into FOLDER (this folder by
default). Nobody needs to run it to use Fairmatch:
what it writes is part of the project. The same packages give the same bytes.

reportlab draws TrueType outlines only, and never falls back from one font to another
inside a text. So one font has to hold every character that occurs in a name: Latin,
Greek and Cyrillic come from Noto Sans, Hangul from Noto Sans KR, everything else from
Noto Sans SC. FairSansMore is the font that papers fall back on: Arabic (with the joined
forms), Hebrew, emoji, and the scripts whose letters change beside others, which alone
keep their layout tables. Hinting is left out: printers ignore it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools import merge, subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

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
EMOJI = Source("@expo-google-fonts/noto-emoji", "NotoEmoji")
MORE = (ARABIC, HEBREW, EMOJI)

SHAPED = "fonts-noto-core"
"""The Debian package of the fonts whose letters change beside others."""
SHAPED_FOLDER = "usr/share/fonts/truetype/noto"
SHAPED_SCRIPTS = ("Sinhala", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu",
                  "Kannada", "Malayalam", "Thai", "Lao", "Myanmar", "Khmer", "Georgian", "Armenian", "Ethiopic")  # fmt: skip
"""Sinhala comes first: its joiner is that of the merged font, others replace it."""
JOINERS = (0x200C, 0x200D)
SELECTORS = (0xFE0E, 0xFE0F)
"""Of one look of a sign or another: no letters, so that paper leaves them out."""
DOTTED_CIRCLE = 0x25CC
OWN_LETTERS = re.compile(
    "[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff]"
)
"""Taken from the shaped fonts even where the main font has them."""
UNITS = 1000
"""Of an em, in every font."""


def main(folder: Path) -> None:
    """Fetch the packages, build both weights and write the licence into `folder`."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for source in (LATIN, HAN, KOREAN, *MORE):
            fetch(source, work)
        fetch_shaped(work)
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


def fetch_shaped(work: Path) -> None:
    """Unpack the Debian package of shaped fonts into `work`."""
    for command in (["apt-get", "download", SHAPED], ["dpkg-deb", "-x", "", "."]):
        if "" in command:
            command[command.index("")] = next(work.glob(f"{SHAPED}_*.deb")).name
        subprocess.run(command, cwd=work, check=True, capture_output=True)  # noqa: S603


def build_more(work: Path, weight: str, main: Path, target: Path) -> None:
    """Merge what `main` lacks and the further scripts have, and write `target`."""
    have = {*TTFont(main).getBestCmap(), *JOINERS, *SELECTORS}
    parts: list[str] = []
    for source in MORE:
        font = scaled(open_font(work, source, weight))
        characters = {c for c in font.getBestCmap() if not OWN_LETTERS.match(chr(c))}
        characters -= have
        have |= characters
        parts.append(save_part(cut(font, characters), work, len(parts)))
    have -= set(JOINERS)
    for script in SHAPED_SCRIPTS:
        path = work / SHAPED_FOLDER / f"NotoSans{script}-{weight}.ttf"
        font = scaled(TTFont(path, recalcTimestamp=False))
        known = set(font.getBestCmap())
        own = {c for c in known if OWN_LETTERS.match(chr(c))}
        characters = ((known - have) | own | {DOTTED_CIRCLE}) & known
        characters -= have - own - set(JOINERS)
        have |= characters - set(JOINERS)
        part = cut(font, characters, features=["*"])
        tell_joiners_apart(part, len(parts))
        parts.append(save_part(part, work, len(parts)))
    merged = merge.Merger().merge(parts)
    merged.recalcTimestamp = False
    set_metrics(merged, TTFont(main))
    set_names(merged, weight, FALLBACK)
    merged.save(target, reorderTables=True)


def scaled(font: TTFont) -> TTFont:
    """Return the font with `UNITS` to an em: fonts of others cannot be merged."""
    if font["head"].unitsPerEm != UNITS:
        scale_upem(font, UNITS)
    return font


def save_part(font: TTFont, work: Path, number: int) -> str:
    """Save a part of a font under its number; return the name of its file."""
    part = work / f"more{number}.ttf"
    font.save(part)
    return str(part)


def tell_joiners_apart(font: TTFont, number: int) -> None:
    """Give the joiners a width of this font's own, which no program shows.

    Else the merger takes all fonts' joiners for one, and the lookups of all scripts but
    one would wait for a letter that never comes.
    """
    for code in JOINERS:
        glyph = font.getBestCmap().get(code)
        if glyph is not None:
            font["hmtx"][glyph] = (100 * (number + 1), 0)


def open_font(work: Path, source: Source, weight: str) -> TTFont:
    """Open the static font of `weight`."""
    folder = WEIGHTS[weight]
    path = work / source.stem / "package" / folder / f"{source.stem}_{folder}.ttf"
    return TTFont(path, recalcTimestamp=False)


def cut(font: TTFont, characters: set[int], features: Sequence[str] = ()) -> TTFont:
    """Keep `characters` of `font`, and of its layout the `features` ("*": all)."""
    options = subset.Options(
        layout_features=list(features),
        hinting=False,
        glyph_names=False,
        name_IDs=[],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx", "VORG"]
    if not features:
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
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
    shaped = (
        work / SHAPED_FOLDER / f"NotoSans{one}-Regular.ttf" for one in SHAPED_SCRIPTS
    )
    copyrights = dict.fromkeys(
        [text.splitlines()[0].strip() for text in texts]
        + [TTFont(path)["name"].getDebugName(0) for path in shaped]
    )
    body = texts[0].split("\n", 1)[1]
    head = (
        f"{FAMILY} is merged from Noto Sans SC, Noto Sans and Noto Sans KR,\n"
        f"{FALLBACK} from Noto Sans Arabic, Noto Sans Hebrew, Noto Emoji and the fonts\n"
        f"Noto Sans of {', '.join(SHAPED_SCRIPTS)}."
    )
    return "\n".join([head, *copyrights, body])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
