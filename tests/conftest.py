"""What every test may use: the `tool` marker, and how hypothesis looks for cases.

On a build server it looks at the same cases each time, so that a failure there is the
change's; at a desk at new ones. A slow machine is no fault of the code.
"""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

PACKAGE_OF = {"pdftotext": "poppler-utils", "pdftoppm": "poppler-utils"}

settings.register_profile(
    "calm", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("server", settings.get_profile("calm"), derandomize=True)
settings.load_profile("server" if os.environ.get("CI") == "true" else "calm")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose `tool` is missing; on a build server that is a failure."""
    for marker in item.iter_markers("tool"):
        name = marker.args[0]
        if shutil.which(name) is None:
            reason = f"{name} is missing: install {PACKAGE_OF.get(name, name)}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
