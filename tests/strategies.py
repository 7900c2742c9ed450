"""Hypothesis strategies for what stands in newspapers, and for what should not but might."""

import re
from datetime import date

from hypothesis import strategies as st

from generator.kinds import Kind, Role
from generator.model import Article, Author, Folio, Issue, Newspaper, Photo, Topic

ANY_CHARACTER = st.characters(exclude_categories=["Cs"])
PRINTED = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])

WORDS = st.sampled_from(
    "新港码头 昨日 启用 3月5日 从“云上”到岸边 会议强调 周采薇 林望舒 郑明 十五分钟 1,200 5.2% 《青川志》 "
    "， 。 、 ； ： ！ “ ” 《 》 "
    "（ ） ( ) —— …… 一、 （二） ① 1. - + * _ # ` < > & [ ] { } | ! \\ = : &amp; <b> </script> http://a.cn".split()
)
MARKS = st.sampled_from(
    [
        "本报讯",
        "本报讯(记者周采薇 通讯员郑明)",
        "本报青川3月5日电 记者林望舒报道：",
        "央视网消息（新闻联播）：",
        "## ",
        "#### ",
        "□林望舒",
        "□",
        "本报评论员",
        "本报记者 周采薇 摄",
        "周 采 摄",
        "。林望舒 摄",
        "摄",
        "（林望舒 郑明）",
        "第1版 要闻",
        "第２版",
        "2026年3月25日 星期三",
        "责任编辑：周采薇",
        "总第108期",
        "A3",
        "YAOWEN",
        "——写在码头启用之际",
        "林望舒",
        "记者",
    ]
)
BREAKS = st.sampled_from(["\n", "\n\n", "\n\n\n", "  \n", "\r\n", "\r", "\f", "\t", "\u3000\u3000", " ", "\u00a0"])

line = st.text(PRINTED, max_size=30)
"""One line of anything that can be printed."""

sentence = st.lists(st.one_of(WORDS, st.text(PRINTED, max_size=3)), min_size=1, max_size=12).map("".join)
"""One line that looks like a newspaper's, with Markdown's and YAML's own signs strewn in."""

raw_file = st.lists(
    st.one_of(MARKS, BREAKS, BREAKS, WORDS, sentence, st.text(PRINTED, max_size=6)), min_size=1, max_size=40
).map("".join)
"""A raw file of an issue as a bad extraction might leave it."""

raw_issue = raw_file.map(lambda text: re.sub(r"\r\n|[\r\f]", "\n", text))
"""The same as readers give it: every line ends in a line feed."""

name = st.sampled_from(["周采薇", "林望舒", "郑明", "欧阳小满", "阿依古丽·买买提"])
tag = st.one_of(
    st.sampled_from(["码头", "马头", "养老", "GDP", "5G", "青川志"]), st.text(PRINTED, min_size=1, max_size=4)
)
_own_value = st.one_of(
    sentence.map(str.strip),
    st.integers(-(10**14), 10**14),
    st.integers(-(10**7), 10**7).map(lambda number: number + 0.125),
    st.booleans(),
    st.dates(),
)
own_values = st.dictionaries(
    st.sampled_from(["票价", "year", "GDP增速", "no_1", "a2"]),
    st.one_of(_own_value, st.lists(_own_value, max_size=3).map(tuple)),
    max_size=3,
).map(lambda values: tuple(values.items()))
"""What an editor may write under ``extra:``."""

TOPICS = (Topic("economy", "经济"), Topic("livelihood", "民生", "养老与买菜"))


@st.composite
def articles(draw: st.DrawFn, issue_id: str, order: int) -> Article:
    """An article as an editor may leave it."""
    return Article(
        id=f"{issue_id}-{order:02d}",
        order=order,
        title=draw(st.one_of(st.just(""), sentence)),
        kicker=draw(st.one_of(st.just(""), sentence)),
        kind=draw(st.sampled_from(Kind)),
        authors=tuple(draw(st.lists(st.builds(Author, name, st.sampled_from(Role)), max_size=3))),
        folio=draw(st.sampled_from(["", "01", "02", "A3"])),
        topics=tuple(draw(st.lists(st.sampled_from([t.slug for t in TOPICS]), unique=True))),
        tags=tuple(draw(st.lists(tag, unique=True, max_size=3))),
        photos=tuple(draw(st.lists(st.builds(Photo, sentence, credit=name, alt=st.just("") | sentence), max_size=2))),
        plain=draw(st.integers(0, 9)) == 9,
        withdrawal="来源有误" if draw(st.integers(0, 9)) == 9 else "",
        extra=draw(own_values) if draw(st.integers(0, 3)) == 3 else (),
        body="\n\n".join(draw(st.lists(sentence, max_size=3))),
    )


@st.composite
def issues(draw: st.DrawFn, issue_id: str) -> Issue:
    """An issue with up to four articles."""
    count = draw(st.integers(0, 4))
    return Issue(
        issue_id,
        date.fromisoformat(issue_id[:10]),
        draw(st.one_of(st.none(), st.integers(1, 99999))),
        (Folio("01", "要闻"), Folio("02")),
        articles=tuple(draw(articles(issue_id, order)) for order in range(1, count + 1)),
        format=draw(st.integers(1, 2)),
        numbered=draw(st.sampled_from([0, 7, 113])),
    )


@st.composite
def newspapers(draw: st.DrawFn) -> Newspaper:
    """A newspaper of up to four issues, two of them of one day."""
    ids = ["2025-12-31", "2026-03-25", "2026-03-25-b", "2026-04-01"]
    kept = [issue_id for issue_id in ids if draw(st.booleans())]
    return Newspaper(tuple(draw(issues(issue_id)) for issue_id in kept), TOPICS)
