"""Makes the two word lists that related reading ignores when it decides whether two articles are about one story.

Run it after a change to the themes. ``common_words.txt`` has the common words of jieba's table of frequencies (MIT
licence) and words that are typical of headlines; ``subjects.txt`` has the headings of the list of themes.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import jieba.analyse

from generator.tagging import themes

COMMON = 7.3
"""Inverse document frequency in jieba's table; 开工 has 7.2, 渡口 8.5, 坐诊 12.1."""
FOLDER = Path(__file__).parents[1] / "generator" / "pages"
HEADLINES = (
    "通车 开工 投产 启用 启动 开幕 闭幕 落幕 开赛 夺冠 获评 获奖 荣获 揭牌 挂牌 签约 落户 "
    "竣工 封顶 合龙 开园 开业 开馆 开班 开课 开学 开放 开张 上线 上市 亮相 出炉 公布 发布 "
    "召开 举行 举办 推进 部署 调研 视察 走访 慰问 检查 督导 座谈 动员 表彰 总结 学习 贯彻 "
    "落实 宣讲 传达 招聘 招工 招商 推介 登台 入选 入围 整治 治理 改造 提升 升级 修复 抢修 "
    "抢通 抢收 停运 停电 停水 停航 绕行 改道 封路 恢复 转移 救援 排查 巡查 执法 专项 集中 "
    "首批 首个 首次 首日 首趟 首台 连夜 今起 昨日 即将 正式 圆满 顺利 有序 全面 全力 扎实 "
    "深入 再次 再添 迎来 走进 来到 送到 送上 搬进 用上 喝上 建成 投用 试行 试点 试运行 "
    "运行 运营 出台 上门 家门口 门口 百姓 群众 居民 村民 市民 老人 孩子 学生 工人 职工 "
    "农民 农户 企业 项目 工程 行动 活动 工作 会议 大会 现场 记者 本报 新区 全区 全县 全市 "
    "开庭 宣判 告破 破获 受审 雨雪 冰冻 "
    "暴雨 大雨 高温 低温 寒潮 台风 大雪 初雪 降雪 冰雹 大风 大雾 干旱 洪水 防汛 抗旱 预警 "
    "来袭 过后 影响 应急 演练 天气 降温 春节 元旦 端午 中秋 国庆 清明 五一 六一 一季度 "
    "二季度 三季度 四季度 上半年 下半年 前三季度 今年 明年 去年 本月 下月 月底 本周 下周 "
    "周末 假期 暑期 寒假 暑假 夜间 上午 下午"
).split()


def main() -> None:
    """Writes the lists."""
    frequencies, _ = jieba.analyse.default_tfidf.idf_loader.get_idf()
    common = {
        word for word, rarity in frequencies.items() if rarity < COMMON and re.fullmatch("[\u4e00-\u9fff]{2,4}", word)
    }
    write("common_words.txt", "标题里太常见的词：两篇文章都有，也不算说的一件事", common | set(HEADLINES))
    write("subjects.txt", "主题词表里的标签：两篇文章都有，也不算说的一件事", themes.all_headings())


def write(name: str, what: str, words: Iterable[str]) -> None:
    """One list, by its words."""
    ordered = sorted(word for word in words if len(word) > 1)
    lines = [" ".join(ordered[at : at + 24]) for at in range(0, len(ordered), 24)]
    text = f"# {what}。由 tools/common_words.py 生成。\n" + "\n".join(lines) + "\n"
    (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
