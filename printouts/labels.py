"""Every word on paper, in both languages, and how dates and numbers are said.

A paper speaks one `Language`, or both (None): then Chinese comes first and English
follows after a space, as on signs in a fair hall.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


class Word:
    """The fixed words; named after what they say in English."""

    DIARY: Final = Wording(en="Meeting diary", zh="洽谈日程")
    BOOTH_SHEET: Final = Wording(en="Booth sheet", zh="展位洽谈表")
    HALL_LIST: Final = Wording(en="Hall list", zh="展馆洽谈表")
    PICKUP_LIST: Final = Wording(en="Pick-up list", zh="资料领取表")
    BADGE: Final = Wording(en="Badges", zh="胸牌")
    BOOTH_SIGN: Final = Wording(en="Booth sign", zh="展位牌")
    TABLE_SIGN: Final = Wording(en="Table sign", zh="桌牌")
    DOOR_SHEET: Final = Wording(en="Door sheet", zh="展位公示表")
    CHANGE_SLIP: Final = Wording(en="Change slip", zh="变更单")
    WAS: Final = Wording(en="Was", zh="原安排")
    NOW: Final = Wording(en="Is now", zh="现安排")
    CANCELLED: Final = Wording(en="Cancelled", zh="取消")
    ADDED: Final = Wording(en="New", zh="新增")
    MASTER_BOOK: Final = Wording(en="Master book", zh="洽谈总册")
    CONTENTS: Final = Wording(en="Contents", zh="目录")
    BY_TIME: Final = Wording(en="By time", zh="按时间")
    BY_HALL: Final = Wording(en="By hall", zh="按展馆")
    BUYERS_A_TO_Z: Final = Wording(en="Buyers A–Z", zh="采购商索引")
    SUPPLIERS_A_TO_Z: Final = Wording(en="Suppliers A–Z", zh="供应商索引")
    STAFF_CARD: Final = Wording(en="Staff card", zh="工作人员卡")
    BESIDE: Final = Wording(en="With", zh="同馆")
    ELSEWHERE: Final = Wording(en="Elsewhere", zh="别处")
    TAKES_OVER: Final = Wording(en="Takes over from", zh="接班自")
    HANDS_OVER: Final = Wording(en="Hands over to", zh="交班给")
    EMERGENCY: Final = Wording(en="In an emergency", zh="紧急联系")
    FIRST_MEETING: Final = Wording(en="First meeting", zh="首场洽谈")
    SIGNATURE: Final = Wording(en="Signature", zh="签收")
    NO_MEETING: Final = Wording(en="No meeting yet", zh="暂无洽谈")
    BUYER: Final = Wording(en="Buyer", zh="采购商")
    SUPPLIER: Final = Wording(en="Supplier", zh="供应商")
    HALL: Final = Wording(en="Hall", zh="展馆")
    BOOTH: Final = Wording(en="Booth", zh="展位")
    TABLE: Final = Wording(en="Table", zh="洽谈桌")
    TABLE_SHORT: Final = Wording(en="Table", zh="桌")
    TABLES: Final = Wording(en="Meeting tables", zh="洽谈桌区")
    TIME: Final = Wording(en="Time", zh="时间")
    WHERE: Final = Wording(en="Where", zh="地点")
    WHOM: Final = Wording(en="Whom you meet, and why", zh="洽谈对象与缘由")
    WHO_COMES: Final = Wording(
        en="Who comes, and what they want", zh="来访采购商与采购需求"
    )
    WANTS: Final = Wording(en="Wants", zh="采购需求")
    ALSO_WANTS: Final = Wording(en="Also looks for", zh="另需")
    CAME: Final = Wording(en="Came", zh="到场")
    NOTES: Final = Wording(en="Notes", zh="备注")
    FREE: Final = Wording(en="Free", zh="空档")
    OPEN: Final = Wording(en="Open for walk-ins", zh="空档，可接待临时来访")
    CONTINUED: Final = Wording(en="continued", zh="续")
    GETTING_THERE: Final = Wording(en="Getting there", zh="交通指引")
    HELP: Final = Wording(en="Questions on the day", zh="现场联系")
    DRAFT: Final = Wording(en="Draft", zh="草稿")
    CODE: Final = Wording(en="Code", zh="校验码")
    PAPER_CODE: Final = Wording(en="ID", zh="识别码")
    ROUTE: Final = Wording(en="Your way", zh="洽谈路线")
    OUR_BOOTH: Final = Wording(en="Your booth", zh="本展位")
    NO_HALL: Final = Wording(en="Hall not given", zh="展馆未定")


NO_MEETINGS: Final = Wording(
    en="There is no meeting on your diary yet.",
    zh="您的日程上目前还没有安排洽谈。",
)
NO_MEETINGS_ADVICE: Final = Wording(
    en=(
        "You are welcome at the fair all the same. The organiser's desk can look for "
        "suppliers who are free and sell what you want: please ask there."
    ),
    zh="欢迎照常参会。请到组委会服务台，工作人员可为您查找有空档且符合您需求的供应商。",
)
NO_DUTIES: Final = Wording(en="No duty is on the staff sheet.", zh="班次表中没有安排。")
NO_VISITS: Final = Wording(
    en="No meeting is booked at this booth. All rounds are open for walk-ins.",
    zh="本展位目前没有预约洽谈，所有轮次均可接待临时来访的采购商。",
)
HALL_NUMBER: Final = re.compile(
    r"(?P<number>[0-9A-Za-z.]{1,6}) ?(?P<word>号?展?馆|號館)?"
)

WEEKDAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_ZH: Final = "一二三四五六日"
MONTHS_EN: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def say(wording: Wording, language: Language | None) -> str:
    """Return `wording` in `language`; for None both, Chinese first, "时间 Time"."""
    if language is not None:
        return wording.text(language)
    return " ".join(sides(wording, None))


def say_all(
    wordings: Sequence[Wording], language: Language | None, between: str = " "
) -> str:
    """Say things side by side."""
    return between.join(say(wording, language) for wording in wordings)


def sides(wording: Wording, language: Language | None) -> tuple[str, ...]:
    """Return the text in each language the paper speaks, empty and equal ones once."""
    if language is not None:
        text = wording.text(language)
        return (text,) if text else ()
    return tuple(dict.fromkeys(text for text in (wording.zh, wording.en) if text))


def headed(head: str, text: str, language: Language | None) -> str:
    """Set `text` behind its head: "Wants: kettles", "采购需求：电水壶"."""
    return f"{head}：{text}" if language is Language.ZH else f"{head}: {text}"


def in_brackets(wording: Wording, language: Language | None) -> str:
    """Set words in the brackets of their language: "(continued)", "（续）"."""
    said = say(wording, language)
    return f"（{said}）" if language is Language.ZH else f"({said})"


def interpreter(between: Wording) -> Wording:
    """Say that an interpreter comes, and between which languages; empty for none."""
    if not between.en:
        return between
    return Wording(en=f"Interpreter {between.en}", zh=f"需翻译 {between.zh}")


def day(on: date, *, year: bool = False) -> Wording:
    """Say a day with its weekday: "Thu 3 Dec", "12月3日 周四"."""
    en = f"{WEEKDAYS_EN[on.weekday()]} {on.day} {MONTHS_EN[on.month - 1]}"
    zh = f"{on.month}月{on.day}日 周{WEEKDAYS_ZH[on.weekday()]}"
    if year:
        return Wording(en=f"{en} {on.year}", zh=f"{on.year}年{zh}")
    return Wording(en=en, zh=zh)


def dates(first: date | None, last: date | None) -> Wording:
    """Say the days of a fair: "3-5 Dec 2026", "2026年12月3-5日"; empty without any."""
    if first is None or last is None:
        return Wording(en="", zh="")
    if first == last:
        return day(first, year=True)
    month = MONTHS_EN[last.month - 1]
    if (first.year, first.month) == (last.year, last.month):
        return Wording(
            en=f"{first.day}–{last.day} {month} {last.year}",
            zh=f"{last.year}年{last.month}月{first.day}–{last.day}日",
        )
    is_same_year = first.year == last.year
    return Wording(
        en=f"{first.day} {MONTHS_EN[first.month - 1]}"
        f"{'' if is_same_year else f' {first.year}'} – {last.day} {month} {last.year}",
        zh=f"{first.year}年{first.month}月{first.day}日至"
        f"{'' if is_same_year else f'{last.year}年'}{last.month}月{last.day}日",
    )


def clock(start: datetime, end: datetime) -> str:
    """Say the hours of a meeting, the same in both languages: "09:30–09:50"."""
    return f"{start:%H:%M}–{end:%H:%M}"


def release(number: int) -> Wording:
    """Say which release a paper belongs to; 0 is a draft."""
    if number == 0:
        return Word.DRAFT
    return Wording(en=f"Release {number}", zh=f"第 {number} 版")


def replaces(number: int) -> Wording:
    """Say which release is right no longer; 0 is a draft."""
    if number == 0:
        return Wording(en="replaces the draft", zh="取代草稿")
    return Wording(en=f"replaces release {number}", zh=f"取代第 {number} 版")


def others_stay(count: int) -> Wording:
    """Say how many meetings are as they were printed."""
    if count == 0:
        return Wording(en="There is no other meeting.", zh="除此之外没有其他洽谈。")
    if count == 1:
        return Wording(en="The other meeting stays as it is.", zh="其余 1 场洽谈不变。")
    return Wording(
        en=f"The other {count} meetings stay as they are.",
        zh=f"其余 {count} 场洽谈不变。",
    )


def page_of(number: int, total: int) -> Wording:
    """Say page x of y."""
    return Wording(en=f"page {number} of {total}", zh=f"第 {number} 页，共 {total} 页")


PAGE_OF_BOOK: Final = Wording(
    en="page {page} of {pages}", zh="第 {page} 页，共 {pages} 页"
)
PAGE_OF_BOOK_IN_BOTH: Final = "{page} / {pages}"
"""What a book fills in once it knows."""


def round_number(round_index: int) -> Wording:
    """Say a round, counted from 1 on paper."""
    return Wording(en=f"Round {round_index + 1}", zh=f"第 {round_index + 1} 轮")


def table_number(table: int) -> Wording:
    """Say a table by its number."""
    return Wording(en=f"Table {table}", zh=f"{table} 号桌")


def table_numbers(tables: Sequence[int]) -> Wording:
    """Say several tables, runs of neighbours in short: "Tables 1–3, 5"."""
    if len(tables) == 1:
        return table_number(tables[0])
    runs: list[list[int]] = []
    for table in sorted(tables):
        if runs and table == runs[-1][1] + 1:
            runs[-1][1] = table
        else:
            runs.append([table, table])
    said = [f"{a}" if a == b else f"{a}–{b}" for a, b in runs]
    return Wording(en=f"Tables {', '.join(said)}", zh=f"{'、'.join(said)} 号桌")


def meetings(count: int) -> Wording:
    """Say how many meetings."""
    noun = "meeting" if count == 1 else "meetings"
    return Wording(en=f"{count} {noun}", zh=f"{count} 场洽谈")


def buyers(count: int) -> Wording:
    """Say how many buyers."""
    noun = "buyer" if count == 1 else "buyers"
    return Wording(en=f"{count} {noun}", zh=f"{count} 家采购商")


def suppliers(count: int) -> Wording:
    """Say how many suppliers."""
    noun = "supplier" if count == 1 else "suppliers"
    return Wording(en=f"{count} {noun}", zh=f"{count} 家供应商")


def initial(of: str) -> Wording:
    """Say which names stand here: "B", "Pinyin B", or those that have no letter."""
    if len(of) == 2:
        return Wording(en=f"Chinese names, pinyin {of[1]}", zh=f"拼音 {of[1]}")
    if of.isalpha():
        return Wording.same(of)
    return Wording(en="Other names", zh="其他")


def short_initial(of: str) -> Wording:
    """Say the same where there is little room."""
    return (
        Wording(en=f"pinyin {of[1]}", zh=f"拼音 {of[1]}")
        if len(of) == 2
        else initial(of)
    )


def walk(minutes: int) -> Wording:
    """Say how long the way to the next meeting is."""
    return Wording(en=f"about {minutes} min walk", zh=f"步行约 {minutes} 分钟")


def say_hall(hall: str, language: Language | None) -> str:
    """Name a hall: a bare "2" or "2号馆" is put in words, other names stay.

    An English paper keeps the Chinese name in brackets: it is what the signs say.
    """
    match = HALL_NUMBER.fullmatch(hall.strip())
    if match is None:
        return hall
    number = match["number"]
    word = "号馆" if number.isdecimal() else "馆"
    zh = hall.strip() if match["word"] else f"{number}{word}"
    en = f"Hall {number}"
    if language is Language.ZH:
        return zh
    if language is None:
        return f"{zh} {en}"
    return f"{en} ({zh})" if match["word"] else en


def and_more(count: int) -> Wording:
    """Say that a list goes on."""
    return Wording(en=f"and {count} more", zh=f"等另 {count} 项")
