"""The languages people name, by their ISO 639 code, as English and Chinese call them.

Facts hold codes alone; sentences and papers say the names.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROWS = (
    ("zh", "Chinese", "中文"), ("yue", "Cantonese", "粤语"), ("en", "English", "英语"),
    ("es", "Spanish", "西班牙语"), ("pt", "Portuguese", "葡萄牙语"), ("fr", "French", "法语"),
    ("de", "German", "德语"), ("it", "Italian", "意大利语"), ("nl", "Dutch", "荷兰语"),
    ("ru", "Russian", "俄语"), ("uk", "Ukrainian", "乌克兰语"), ("be", "Belarusian", "白俄罗斯语"),
    ("pl", "Polish", "波兰语"), ("cs", "Czech", "捷克语"), ("sk", "Slovak", "斯洛伐克语"),
    ("hu", "Hungarian", "匈牙利语"), ("ro", "Romanian", "罗马尼亚语"), ("bg", "Bulgarian", "保加利亚语"),
    ("sr", "Serbian", "塞尔维亚语"), ("hr", "Croatian", "克罗地亚语"), ("sl", "Slovenian", "斯洛文尼亚语"),
    ("sq", "Albanian", "阿尔巴尼亚语"), ("el", "Greek", "希腊语"), ("tr", "Turkish", "土耳其语"),
    ("sv", "Swedish", "瑞典语"), ("da", "Danish", "丹麦语"), ("no", "Norwegian", "挪威语"),
    ("fi", "Finnish", "芬兰语"), ("et", "Estonian", "爱沙尼亚语"), ("lv", "Latvian", "拉脱维亚语"),
    ("lt", "Lithuanian", "立陶宛语"), ("ja", "Japanese", "日语"), ("ko", "Korean", "韩语"),
    ("mn", "Mongolian", "蒙古语"), ("vi", "Vietnamese", "越南语"), ("th", "Thai", "泰语"),
    ("lo", "Lao", "老挝语"), ("km", "Khmer", "柬埔寨语"), ("my", "Burmese", "缅甸语"),
    ("ms", "Malay", "马来语"), ("id", "Indonesian", "印尼语"), ("tl", "Filipino", "菲律宾语"),
    ("hi", "Hindi", "印地语"), ("bn", "Bengali", "孟加拉语"), ("ur", "Urdu", "乌尔都语"),
    ("ne", "Nepali", "尼泊尔语"), ("si", "Sinhala", "僧伽罗语"), ("ta", "Tamil", "泰米尔语"),
    ("ar", "Arabic", "阿拉伯语"), ("fa", "Persian", "波斯语"), ("he", "Hebrew", "希伯来语"),
    ("kk", "Kazakh", "哈萨克语"), ("ky", "Kyrgyz", "吉尔吉斯语"), ("uz", "Uzbek", "乌兹别克语"),
    ("tg", "Tajik", "塔吉克语"), ("tk", "Turkmen", "土库曼语"), ("az", "Azerbaijani", "阿塞拜疆语"),
    ("hy", "Armenian", "亚美尼亚语"), ("ka", "Georgian", "格鲁吉亚语"), ("sw", "Swahili", "斯瓦希里语"),
    ("am", "Amharic", "阿姆哈拉语"), ("ha", "Hausa", "豪萨语"),
)  # fmt: skip

LANGUAGES = MappingProxyType(
    {code: Wording(en=english, zh=chinese) for code, english, chinese in _ROWS}
)
"""The name of each language by its code."""


def name_languages(codes: Iterable[str]) -> Wording:
    """Return the names of several languages, as a list in a sentence."""
    names = [name_language(code) for code in codes]
    return Wording(
        en=", ".join(name.en for name in names), zh="、".join(name.zh for name in names)
    )


def name_language(code: str) -> Wording:
    """Return the name of a language; a code that is not known stands for itself."""
    return LANGUAGES.get(code, Wording.same(code))
