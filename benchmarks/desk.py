"""Processor seconds and memory of whole commands on the sheets of an invented fair.

python -m benchmarks.desk [BUYERSxSUPPLIERS...] [--keep DIR] [--profile DIR]

Each command runs in a process of its own, start-up included, as a clerk at the desk
runs it: the fair is scheduled, and after a no-show the release is repaired.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

SIZES = ("1426x773", "3500x3000")
MATERIALS = (
    "不锈钢", "铝合金", "塑料", "橡胶", "实木", "竹制", "玻璃", "陶瓷", "棉麻", "真丝",
    "羊毛", "皮革", "硅胶", "碳纤维", "铸铁", "黄铜",
)  # fmt: skip
USES = ("家用", "工业", "医用", "户外", "车载", "厨房", "办公", "儿童")
GOODS = (
    "螺栓", "阀门", "水泵", "轴承", "电机", "灯具", "插座", "线缆", "手套", "口罩", "面料",
    "地毯", "餐具", "茶具", "水杯", "箱包", "帐篷", "座椅", "货架", "托盘", "滤芯", "密封圈",
    "传感器", "显示屏", "打印机", "玩具", "雨伞", "毛巾", "床垫", "窗帘",
)  # fmt: skip
REGIONS = ("中国", "德国", "巴西", "越南", "肯尼亚", "墨西哥")
HALLS = 8
OWN = {"buyer": 138, "supplier": 139}
"""First digits of phones: nobody is on both sides."""
FAIR = """[fair]
name = { zh = "供需对接会", en = "Sourcing fair" }
timezone = "Asia/Shanghai"
[rounds]
count = 5
minutes = 20
between = 5
[walk]
same_hall_min = 3
between_halls_min = 5
[venue]
name = { zh = "会展中心", en = "Convention Centre" }
route = { zh = "地铁2号线C口", en = "Metro line 2, exit C" }
[contact]
name = "组委会"
phone = "400-000-0000"
[sms]
signature = "【对接会】"
"""
BLOCKS = (("AM", "09:30", "11:30"), ("PM1", "13:00", "15:00"), ("PM2", "15:15", "17:15"))  # fmt: skip
UNLIKE_A_DESK = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
COMPILED = Path(tempfile.gettempdir()) / "fairmatch-desk-compiled"
PLACE = Path(__file__).resolve().parents[1]


class Taken(NamedTuple):
    """What a command took: processor seconds and peak memory of its process."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES, metavar="BUYERSxSUPPLIERS")
    parser.add_argument("--keep", type=Path, help="leave the folders there")
    parser.add_argument("--profile", type=Path, help="write a profile of each there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:  # so that modules are compiled
        write_sheets(Path(name), 9, 9)
        for words in commands(Path(name)).values():
            run(words, None)
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = (asked.keep or Path(name)) / size
            folder.mkdir(parents=True, exist_ok=True)
            run_all(size, folder, asked.profile)


def run_all(size: str, folder: Path, profiles: Path | None) -> None:
    """Schedule a fair, repair it and print what changed; print what each took."""
    buyers, suppliers = map(int, size.split("x"))
    write_sheets(folder, buyers, suppliers)
    print(f"{size}\n| command | cpu s | wall s | peak MB |\n|---|---|---|---|")
    for name, words in commands(folder).items():
        profile = profiles and profiles / f"{size} {name}.prof"
        took = run(words, profile)
        print(
            f"| {name} | {took.cpu_s:.1f} | {took.wall_s:.1f} | {took.peak_mb:,.0f} |",
            flush=True,
        )


def commands(folder: Path) -> dict[str, list[str]]:
    """Return the command line of each command by its name."""
    first, second = str(folder / "first"), str(folder / "second")
    schedule = ["schedule", "--fair", str(folder / "fair.toml"), "--out", first]
    for side in ("buyers", "suppliers"):
        schedule += [f"--{side}", str(folder / f"{side}.csv")]
    changes = str(folder / "changes.csv")
    return {
        "schedule": schedule,
        "check": ["check", first],
        "repair, one no-show": ["repair", first, "--changes", changes, "--out", second],
        "print --since": ["print", second, "--since", first],
        "notices --since": ["notices", second, "--since", first],
        "print": ["print", first],
        "notices": ["notices", first],
    }


def run(words: list[str], profile: Path | None) -> Taken:
    """Run `fairmatch` in a process of its own; a failure ends this one."""
    program = "from api.cli import main; main()"
    if profile:
        profile.parent.mkdir(parents=True, exist_ok=True)
        program = f"import cProfile; cProfile.run({program!r}, {str(profile)!r})"
    begin = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # our own command line
        [sys.executable, "-c", program, *words],
        cwd=PLACE,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words[0]} ended with {process.returncode}")
    wall = time.perf_counter() - begin
    return Taken(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def environment() -> dict[str, str]:
    """Return ours, but with compiled modules kept, as they are where a clerk works."""
    plain = {name: os.environ[name] for name in os.environ if name not in UNLIKE_A_DESK}
    return plain | {"PYTHONPYCACHEPREFIX": str(COMPILED)}


def write_sheets(folder: Path, buyers: int, suppliers: int) -> None:
    """Write fair.toml with the booths of all, both sheets, and a no-show."""
    days = max(2, round(buyers / suppliers * 3))
    sessions = [
        f'[[session]]\nid = "D{day}-{name}"\nstart = {date}T{start}:00+08:00\n'
        f"end = {date}T{end}:00+08:00\n"
        for day in range(1, days + 1)
        for name, start, end in BLOCKS
        if (date := f"2026-12-{2 + day:02}")
    ]
    booths = [
        f'[[booth]]\nhall = "{hall}"\nbooth = "{booth}"\nx_m = {at % 20 * 6}\n'
        f"y_m = {at // 20 * 8}\n"
        for hall, booth, at in map(place_of, range(suppliers))
    ]
    text = "".join((FAIR, *sessions, *booths))
    (folder / "fair.toml").write_text(text, encoding="utf-8")
    for side, count, most in (("buyer", buyers, 6), ("supplier", suppliers, 8)):
        rows = party_rows(side, count, most)
        (folder / f"{side}s.csv").write_text("\n".join(rows), encoding="utf-8")
    changes = "party,kind\nB00007,no-show\n"
    (folder / "changes.csv").write_text(changes, encoding="utf-8")


def place_of(number: int) -> tuple[str, str, int]:
    """Return hall, booth and place within the hall of a supplier."""
    hall, at = number % HALLS + 1, number // HALLS
    return f"{hall}号馆", f"{hall}A{at:03}", at


def party_rows(side: str, count: int, most: int) -> list[str]:
    """Return the lines of a sheet, one a product; skewed, as real demand is."""
    chance = random.Random(side)
    head = f"id,{side},contact,phone,email,region,language,{'hall,booth,' * (side == 'supplier')}product,quantity,unit"
    rows = [head]
    for number in range(count):
        id_ = f"{side[0].upper()}{number:05}"
        place = "".join(f"{part}," for part in place_of(number)[:2])
        party = (
            f"{id_},{chance.choice(MATERIALS)}{chance.choice(GOODS)}第{number}"
            f"{'采购' if side == 'buyer' else '制造'}有限公司,张{number % 97},"
            f"+86{OWN[side]}{number:08},{id_.lower()}@{side}.example,"
            f"{chance.choice(REGIONS)},{chance.choice(('zh', 'zh', 'en'))},"
            f"{place if side == 'supplier' else ''}"
        )
        for line in range(chance.randint(1, most)):
            begin = party if line == 0 else "," * party.count(",")
            rows.append(f"{begin}{product(chance)},{chance.randint(1, 99) * 10},件")
    return rows


def product(chance: random.Random) -> str:
    """Return a product; the first of each list of words are the most wanted."""
    return "".join(
        words[int(len(words) * chance.random() ** 1.7)]
        for words in (USES, MATERIALS, GOODS)
    )


if __name__ == "__main__":
    main()
