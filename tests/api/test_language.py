"""Which language is spoken: as asked, else by the locale."""

import pytest

from api.language import choose_language
from scheduler.wording import Language


@pytest.mark.parametrize(
    ("args", "environ", "language"),
    [
        ([], {}, Language.EN),
        ([], {"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ([], {"LANG": "ZH_TW"}, Language.ZH),
        ([], {"LANG": "de_DE.UTF-8"}, Language.EN),
        ([], {"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, Language.ZH),
        ([], {"LC_ALL": "C", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, Language.EN),
        ([], {"LC_ALL": "", "LANG": "zh_CN"}, Language.ZH),
        (["--lang", "zh", "check", "x"], {}, Language.ZH),
        (["check", "x", "--lang=zh"], {}, Language.ZH),
        (["check", "x", "--lang", "en"], {"LANG": "zh_CN"}, Language.EN),
        (["--lang", "zh", "check", "--lang", "en"], {}, Language.EN),
        (["check", "--", "--lang", "zh"], {}, Language.EN),
        (["check", "--lang"], {}, Language.EN),
        (["check", "--lang", "fr"], {"LANG": "zh_CN"}, Language.ZH),
        (["check", "zh"], {}, Language.EN),
    ],
)
def test_language_is_chosen(args, environ, language):
    assert choose_language(args, environ) is language
