"""What every test may use: the `tool` marker for programs that are not Python."""

import os
import shutil

import pytest

PACKAGE_OF = {"pdftotext": "poppler-utils", "pdftoppm": "poppler-utils"}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose `tool` is missing; on a build server that is a failure."""
    for marker in item.iter_markers("tool"):
        name = marker.args[0]
        if shutil.which(name) is None:
            reason = f"{name} is missing: install {PACKAGE_OF.get(name, name)}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
