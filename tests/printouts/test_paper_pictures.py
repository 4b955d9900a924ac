"""What the papers of both samples look like, as small grey pictures.

`RENEW_GOLDEN=1 pytest tests/printouts/test_paper_pictures.py` draws them anew; look at
those that changed before they are committed. A pixel is a millimetre and a half; a
block of eight by eight may differ by a shade, so that another renderer is no fault.
"""

import os
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from printouts.pack import PackOptions, write_pack
from tests.printouts.sample_schedules import sample

PICTURES = Path(__file__).parent / "golden" / "pictures"
IS_RENEWED = os.environ.get("RENEW_GOLDEN") == "1"
DPI = 36
BLOCK = 8
SHADE = 24
"""Of 255, by which the mean of a block may differ."""
PAGES = {
    "diaries": (1, 2),
    "booth-sheets": (1,),
    "door-sheets": (1,),
    "hall-lists": (1,),
    "pickup-list": (1,),
    "badges-buyers": (1,),
    "badges-suppliers": (1,),
    "booth-signs": (1,),
    "master-book": (1, 2, -3),
}
MORE = {"zh-invented": {"table-signs": (1,), "staff-cards": (1,)}}
"""What one sample has and the other has not: a sheet of staff, booths of many tables."""
SAMPLES = ("py2025_small", "zh-invented")
CASES = [
    (name, file, page)
    for name in SAMPLES
    for file, pages in (PAGES | MORE.get(name, {})).items()
    for page in pages
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folders = {}
    for name in SAMPLES:
        folders[name] = tmp_path_factory.mktemp(name)
        write_pack(*sample(name), folders[name], PackOptions())
    return folders


def picture(path, page):
    """Return a page as grey pixels, white 255."""
    document = pypdfium2.PdfDocument(path)
    at = page - 1 if page > 0 else len(document) + page
    image = document[at].render(scale=DPI / 72, grayscale=True).to_pil()
    document.close()
    return image.convert("L")


def blocks(image):
    """Return the mean shade of each block."""
    pixels = np.asarray(image, np.float64)
    high, wide = (size // BLOCK * BLOCK for size in pixels.shape)
    cut = pixels[:high, :wide].reshape(high // BLOCK, BLOCK, wide // BLOCK, BLOCK)
    return cut.mean(axis=(1, 3))


@pytest.mark.parametrize(("name", "file", "page"), CASES)
def test_page_looks_as_it_did(printed, name, file, page):
    now = picture(printed[name] / "print" / f"{file}.pdf", page)
    path = PICTURES / f"{name}-{file}-{page}.png"
    if IS_RENEWED:
        PICTURES.mkdir(exist_ok=True)
        now.save(path, optimize=True)
    with Image.open(path) as before:
        assert before.size == now.size
        difference = np.abs(blocks(before.convert("L")) - blocks(now))
    assert difference.max() <= SHADE, np.argwhere(difference > SHADE)[:5]


def test_a_moved_line_is_seen(printed):
    image = picture(printed[SAMPLES[0]] / "print" / "diaries.pdf", 1)
    moved = np.roll(np.asarray(image), 4, axis=0)
    assert np.abs(blocks(image) - blocks(moved)).max() > SHADE
