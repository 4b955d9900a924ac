"""Every kind of paper can be searched, found one's way in, and read aloud."""

import subprocess

import pypdf
import pytest

from printouts.case import PaperLanguage, build_case
from printouts.pack import PackOptions, write_pack
from printouts.papers import PAPERS
from tests.printouts import paper_cases as cases


@pytest.fixture(scope="module")
def case():
    problem = cases.problem(fair=cases.mapped_fair())
    return problem, cases.schedule(problem), cases.DIRECTORY


@pytest.fixture(scope="module")
def printed(case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")
    write_pack(*case, folder, PackOptions(language="en"))
    return folder / "print"


def test_every_pdf_has_a_title_a_language_and_an_outline(printed):
    files = sorted(printed.glob("*.pdf"))
    assert len(files) >= 10
    for path in files:
        reader = pypdf.PdfReader(path)
        assert "Yangtze Sourcing Fair 2026 · Release 1" in reader.metadata.title
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "en"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"] in (True, "true")
        assert reader.outline, path.name


def test_chinese_papers_say_that_they_are_chinese(case, tmp_path):
    write_pack(*case, tmp_path, PackOptions(language="zh"))
    for path in (tmp_path / "print").glob("*.pdf"):
        assert pypdf.PdfReader(path).trailer["/Root"]["/Lang"] == "zh-CN"


def test_every_font_is_embedded_and_can_be_read_back(printed):
    for path in printed.glob("*.pdf"):
        for page in pypdf.PdfReader(path).pages:
            for font in page["/Resources"]["/Font"].values():
                found = font.get_object()
                if found["/Subtype"] == "/TrueType":
                    assert "/ToUnicode" in found
                    assert "/FontFile2" in found["/FontDescriptor"]


@pytest.mark.tool("pdftotext")
def test_pdftotext_gives_what_the_pages_of_every_kind_show(case, printed):
    pack = build_case(case, PaperLanguage.EN)
    texts = {}
    for kind, paper in PAPERS.items():
        for subject in paper.subjects(pack):
            leaf = paper.leaf(pack, subject)
            if leaf.file not in texts:
                texts[leaf.file] = squeezed(text_of(printed / leaf.file))
            for page in leaf.lay_out():
                for mark in page.texts:
                    assert squeezed(mark.text) in texts[leaf.file], (kind, mark.text)


def text_of(path):
    done = subprocess.run(  # noqa: S603
        ["pdftotext", "-layout", path, "-"],  # noqa: S607
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def squeezed(text):
    return "".join(text.split())
