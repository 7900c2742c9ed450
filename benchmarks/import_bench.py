"""Measures how fast a backfile is imported: issues a second, and the memory of all processes together.

    make import-bench [ISSUES=1000]

The issues are generated here and are the same on every run: invented text in the form of raw issues of twelve articles,
all different, with the noise that text extraction leaves.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path

NEWSPAPER = '[paper]\nname = "青川晚报"\n\n[[topics]]\nslug = "economy"\nname = "经济"\nwords = ["项目", "企业"]\n'
SYLLABLES = (
    "企业 项目 群众 服务 建设 发展 道路 社区 学校 医院 公园 河湖 粮食 工厂 车间 居民 "
    "老人 孩子 技术 产品 订单 岗位 培训 市场 物流 码头 灯光 图书 展览 比赛 春耕 麦田 "
    "果园 合作 金融 保险 养老 托育 供水 供电 燃气 消防 交通 治理 环境 生态 推进 完成 "
    "启动 举办 改造 提升 开展 组织 检查 走访 了解 介绍 表示 强调 安排 落实 增加 减少 "
    "开通 搬迁 修复 清理 种植 "
).split()
NAMES = "林知远 周采薇 郑明 吴晓棠 沈立言 顾行舟 许若川 温以宁".split()


def sentence(rng: random.Random) -> str:
    """A sentence of words that mean nothing together."""
    words = [rng.choice(SYLLABLES) + (str(rng.randint(2, 900)) if rng.random() < 0.1 else "") for _ in range(9)]
    cut = rng.randint(3, 6)
    return "".join(words[:cut]) + "," + "".join(words[cut:]) + "。"


def raw_issue(rng: random.Random, day: date) -> str:
    """One raw issue: folios, headlines with and without a mark, ledes, cut paragraphs, a caption, briefs."""
    blocks = ["第1版　要闻", f"{day.year}年{day.month}月{day.day}日"]
    for number in range(12):
        title = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(5, 9)))
        blocks.append(("## " if rng.random() < 0.5 else "") + title)
        lede = f"本报讯(记者{rng.choice(NAMES)}){day.month}月{max(1, day.day - 1)}日,"
        for at in range(rng.randint(3, 6)):
            text = (lede if not at else "") + "".join(sentence(rng) for _ in range(rng.randint(3, 7)))
            cut = rng.randint(12, len(text) - 12)
            blocks += [text[:cut], text[cut:]] if rng.random() < 0.35 and text[cut - 1] not in "。,," else [text]
        if number % 5 == 0:
            blocks += [f"{day.month}月{day.day}日,{sentence(rng)}", f"本报记者 {rng.choice(NAMES)} 摄"]
    return "\n\n".join(blocks) + "\n"


def proportional_memory(parent: int) -> int:
    """Proportional set size of a process and its children, in bytes; 0 where the system does not tell."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(folder.name) == parent or int(status[1]) == parent:
                rollup = (folder / "smaps_rollup").read_text()
                total += next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration, ValueError):
            continue
    return total


def run(site: Path, batch: Path, *, tags: bool) -> tuple[float, int]:
    """Seconds and peak memory of one import of the whole batch."""
    command = [sys.executable, "-c", "from generator.cli.main import main; main()", "import", "--batch", str(batch)]
    started = time.perf_counter()
    process = subprocess.Popen([*command, *([] if tags else ["--no-tags"])], cwd=site, stdout=subprocess.DEVNULL)
    peak = 0
    watching = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not watching.wait(0.5):
            peak = max(peak, proportional_memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    watching.set()
    watcher.join()
    if code:
        raise SystemExit(f"import ended with {code}")
    return time.perf_counter() - started, peak


def main() -> None:
    """Makes the backfile, imports it without and with tags, prints the table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("issues", type=int, nargs="?", default=1000)
    count = arguments.parse_args().issues
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "batch"
        batch.mkdir()
        rng = random.Random("backfile")
        for number in range(count):
            day = date(2015, 1, 1) + timedelta(days=number)
            (batch / f"{day}.txt").write_text(raw_issue(rng, day), "utf-8")
        print(f"{count} issues of 12 articles, {os.cpu_count()} cores")
        print(f"{'':14}{'seconds':>10}{'issues/s':>10}{'peak PSS MB':>14}")
        for tags in (False, True):
            site = Path(folder) / ("tags" if tags else "plain")
            site.mkdir()
            (site / "newspaper.toml").write_text(NEWSPAPER, "utf-8")
            seconds, peak = run(site, batch, tags=tags)
            name = "with tags" if tags else "without tags"
            print(f"{name:14}{seconds:10.1f}{count / seconds:10.1f}{peak / 1e6:14.0f}", flush=True)


if __name__ == "__main__":
    main()
