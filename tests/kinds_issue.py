"""An issue with one article of each kind that is not set like news. Its city, people and events are invented."""

from generator.content import body
from generator.kinds import Kind, Role
from generator.model import Author, Folio
from support import Site

ISSUE = "2026-03-25"
AUTHOR = (Author("林望舒", Role.AUTHOR),)
LONG_VERSE = "而我要沿着这条被芦苇和旧船板遮住的小路一直走到看得见灯塔的地方去。"

POEM = f"""码头的灯一盏一盏灭了
水从石阶上退下去
像退回一句没有说完的话

卖藕的女人挑着空担子
走过南浦桥
{LONG_VERSE}

春天
在她身后
一寸一寸地
绿

2026年春于云湖"""

COUPLETS = """湖上云来落瓦檐，东风昨夜过南浦。

门前杨柳三尺长，不见行人到日暮。

石桥西畔水如天，藕花未开船已渡。

归来莫问春深浅，且看青苔生几步。"""

STORY = """水记得每一条船的来路。

——题记

一

那年春天，云湖的水退得很早，河床上露出一排旧木桩。祖父说，那是他小时候的码头，木桩上拴过一条能装二十担米的船。

“船呢？”我问。

“卖了。”

祖父不再说话。他把烟斗在鞋底上磕了两下，磕出一点火星，很快就灭了。

二

后来我在南浦的旧货店里见过一只铁锚，锚上的字已经看不清楚。店主说它是从湖底捞起来的，谁要，给二百块就拿走。

“您知道它是哪条船上的吗？”

“湖里沉过的船多了，”他说，“它自己不说，谁也不知道。”

（作者系云湖市作家协会会员）"""

NOTICE = """广大用户：

因新区主干管网检修，定于3月28日8时至18时对以下区域停水，请提前储水。现将有关事项公告如下。

一、停水范围

南浦社区、石桥镇东片、高新区一期。老年公寓和医院由送水车供水。

二、注意事项

恢复供水后水质可能短时发黄，放水片刻即清。检修因雨顺延的，另行公告。

青川市水务局
青川市自来水公司

2026年3月25日"""

INTERVIEW = """清淤船开进老河道的第三天，记者在河边见到了主持设计的何映秋。

记者：为什么选在春天动工？

何映秋：水位低，好施工。再等一个月，雨季就来了，河床上站不住人。

这条河二十年没有动过，底下是什么，图纸上没有。我们先打了六十个孔。

记者：居民最关心的是臭味。什么时候能闻不到？

何映秋：四月上旬。淤泥运走以后还要晒三天，再铺一层砂。

一、钱从哪里来

记者：修河要花多少钱？

何映秋：一期四千六百万元，市里出一半，其余是专项债券。

（周采薇 整理）"""

LETTER = """编辑同志：

我住在南浦社区杨柳巷。巷口的两盏路灯从年前坏到现在，老人晚上出门要打手电。我们打过三次电话，都说“已经登记”。

听说贵报有一栏专替百姓跑腿，请帮我们问一问：修一盏路灯，到底要多久？

此致

敬礼！

新区读者 郑明
2026年3月20日"""

ROWS = (
    ("名次", "单位", "项目", "成绩", "较上年"),
    ("1", "云湖中学", "男子四百米栏", "52.34", "-0.41"),
    ("2", "南浦职业技术学校", "男子四百米栏", "53.08", "+0.12"),
    ("3", "石桥镇中心学校", "男子四百米栏", "53.90", "—"),
    ("4", "青川大学附属实验中学", "男子四百米栏", "55.17", "-1.20"),
)


def write(site: Site) -> None:
    """Writes the issue into a site's folder, its notice first and its table last."""
    site.issue(ISSUE, number=108, folios=(Folio("01", "要闻"), Folio("02", "副刊")))
    site.article(ISSUE, 1, NOTICE, title="停水公告", kind=Kind.NOTICE, folio="01", summary="")
    site.article(
        ISSUE,
        2,
        INTERVIEW,
        title="“先听河床说话” 访老河道整治工程设计人何映秋",
        kind=Kind.INTERVIEW,
        folio="01",
        summary="",
        authors=(Author("周采薇", Role.REPORTER),),
    )
    site.article(ISSUE, 3, LETTER, title="杨柳巷的路灯", kind=Kind.LETTER, folio="01", summary="")
    table = f"第十二届中学生运动会田径比赛成绩：\n\n{body.from_table(ROWS)}"
    site.article(ISSUE, 4, table, title="男子四百米栏决赛", kind=Kind.DATA, folio="01", summary="")
    site.article(ISSUE, 5, POEM, title="晚渡", kind=Kind.LITERATURE, folio="02", summary="", authors=AUTHOR)
    site.article(ISSUE, 6, COUPLETS, title="湖上", kind=Kind.LITERATURE, folio="02", summary="", authors=AUTHOR)
    site.article(ISSUE, 7, STORY, title="铁锚", kind=Kind.LITERATURE, folio="02", summary="", authors=AUTHOR)
    site.article(ISSUE, 8, NOTICE, title="停水公告（照原样）", kind=Kind.NOTICE, folio="02", summary="", plain=True)
